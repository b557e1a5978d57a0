// The short way from a document to its statements against the long one by the jsonld package: for every document both
// say the same, in the same bytes or the same refusal, or the short way leaves it to the long one.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import jsonld from "jsonld";
import { expect, test } from "vitest";
import { contextAt, KNOWN_CONTEXTS } from "../../src/contexts/bundle.ts";
import { isObject, type Json, type JsonObject, leaves } from "../../src/core/json.ts";
import { parseJson } from "../../src/core/strict-json.ts";
import { unsecured } from "../../src/proofs/data-integrity.ts";
import { canonicalGraph } from "../../src/rdf/canonical.ts";
import { loadedStatements } from "../../src/rdf/compiled.ts";
import { localContext } from "../../src/rdf/local-context.ts";
import { byCodeUnit } from "../../src/rdf/order.ts";
import { quadsIn } from "../../src/rdf/rdfc.ts";
import { type Dataset, referenceStatements } from "../../src/rdf/reference.ts";
import { lineOf } from "../../src/rdf/statement.ts";
import { conformance, SHARED } from "../shared.ts";
import { documents } from "./documents.ts";

/** How many documents are made; `npm run compare` makes more. */
const DOCUMENTS = Number(process.env["DOCUMENTS"] ?? 400);

/** What became of documents: taken or refused by both ways, or left to the long one, which then took or refused them. */
type Outcome = "taken" | "refused" | "left, taken" | "left, refused";

/** The canonical N-Quads as jsonld and rdf-canonize make them, in UTF-16 order. */
const theirs = (document: JsonObject): Promise<string> =>
  jsonld.canonize(document, {
    algorithm: "RDFC-1.0",
    format: "application/n-quads",
    safe: true,
    base: null,
    documentLoader: async (url) => ({ contextUrl: null, document: await contextAt(url), documentUrl: url }),
  });

/**
 * A fraction that JavaScript writes without a point, such as 1e-7: jsonld makes an integer of it, which is 0, where the
 * standard wants a double (JSON-LD 1.1 Processing Algorithms, section 8.2.2, step 8).
 */
const isTiny = ({ value }: { readonly value: Json }): boolean =>
  typeof value === "number" && value % 1 !== 0 && !String(value).includes(".");

async function compared(document: JsonObject): Promise<Outcome> {
  const short = await loadedStatements(document);
  const long = await referenceStatements(document, contextAt);
  if (short === undefined) return long.ok ? "left, taken" : "left, refused";
  if (!short.ok || !long.ok) {
    expect(short).toEqual(long);
    return "refused";
  }
  expect(quadsIn(short)).toEqual(quadsIn(long));
  if (![...leaves(document)].some(isTiny)) {
    expect(canonicalGraph(short.statements, { order: byCodeUnit })?.lines.join("")).toBe(await theirs(document));
  }
  return "taken";
}

async function tally(list: Iterable<JsonObject>): Promise<Readonly<Record<Outcome, number>>> {
  const counts = { taken: 0, refused: 0, "left, taken": 0, "left, refused": 0 };
  for (const document of list) counts[await compared(document)] += 1;
  return counts;
}

test("every context of the bundle is of the kind that the short way reads", async () => {
  for (const url of KNOWN_CONTEXTS) {
    const document = await contextAt(url);
    expect(localContext(isObject(document) ? document["@context"] : undefined), url).toBeDefined();
  }
});

test("documents of every kind mean the same by both ways", async () => {
  const counts = { taken: 0, refused: 0, "left, taken": 0, "left, refused": 0 };
  await fc.assert(
    fc.asyncProperty(documents, async (document) => {
      counts[await compared(document)] += 1;
    }),
    { numRuns: DOCUMENTS },
  );
  process.stderr.write(`compared ${DOCUMENTS} documents: ${JSON.stringify(counts)}\n`);
  // Neither way may have it easy: most of what is legal goes the short way, and much is refused.
  expect(counts.taken).toBeGreaterThan(DOCUMENTS / 4);
  expect(counts.taken).toBeGreaterThan(4 * counts["left, taken"]);
  expect(counts.refused).toBeGreaterThan(DOCUMENTS / 20);
}, 3_600_000);

/** A document with an id on every node, as selective disclosure gives it one to compare a part with the whole. */
function everyNodeNamed(value: Json, next: { id: number } = { id: 0 }): Json {
  if (Array.isArray(value)) return value.map((item) => everyNodeNamed(item, next));
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([name, member]) => [
    name,
    name === "@context" ? member : everyNodeNamed(member, next),
  ]);
  return { ...Object.fromEntries(members), ...(value["id"] === undefined ? { id: `urn:x:node${next.id++}` } : {}) };
}

test("lists and graphs have the same labels by both ways, where every node has a name", async () => {
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(documents, async (document) => {
      const named = everyNodeNamed(document) as JsonObject;
      const nameOfGraph = (node: string) => `urn:x:graph-of-${node}`;
      const short = await loadedStatements(named, nameOfGraph);
      if (short?.ok !== true) return;
      const long = await referenceStatements(named, contextAt, nameOfGraph);
      const lines = (list: Dataset) =>
        list.ok ? [...new Set(list.statements.map((statement) => lineOf(statement, (own) => own)))].sort() : [];
      expect(lines(short)).toEqual(lines(long));
      taken += 1;
    }),
    { numRuns: DOCUMENTS / 4 },
  );
  expect(taken).toBeGreaterThan(DOCUMENTS / 20);
}, 3_600_000);

const golden = fileURLToPath(new URL("../golden/", import.meta.url));

/** Every JSON object in the files of a folder, and every credential or other node with contexts inside them. */
function* documentsIn(folder: string): Generator<JsonObject> {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.json(?:ld)?$/.test(entry.name)) continue;
    let value: Json;
    try {
      value = parseJson(readFileSync(join(entry.parentPath, entry.name), "utf8"));
    } catch {
      continue;
    }
    yield* nodesIn(value);
  }
}
function* nodesIn(value: Json): Generator<JsonObject> {
  if (Array.isArray(value)) for (const item of value) yield* nodesIn(item);
  else if (isObject(value)) {
    if (Object.hasOwn(value, "@context")) {
      yield value;
      if (Object.hasOwn(value, "proof")) yield unsecured(value);
    }
    for (const member of Object.values(value)) yield* nodesIn(member);
  }
}

test("what laurel makes goes the short way", async () => {
  const counts = await tally(documentsIn(golden));
  expect(counts.taken).toBeGreaterThan(10);
  expect({ ...counts, taken: 0 }).toEqual({ taken: 0, refused: 0, "left, taken": 0, "left, refused": 0 });
});

conformance("the files of others", () => {
  test.each(["vectors", "official", "real"])(
    "%s mean the same by both ways",
    async (folder) => {
      const counts = await tally(documentsIn(join(SHARED ?? "", folder)));
      process.stderr.write(`compared ${folder}: ${JSON.stringify(counts)}\n`);
    },
    600_000,
  );
});
