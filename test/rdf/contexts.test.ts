// The short way against the long one, with contexts that nobody has written: terms that change their meaning with the
// type of a node, under a term, and back again; protected and not; by prefixes, aliases, lists and graphs.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json, JsonObject } from "../../src/core/json.ts";
import { compiledStatements } from "../../src/rdf/compiled.ts";
import { localContext } from "../../src/rdf/local-context.ts";
import { quadsIn } from "../../src/rdf/rdfc.ts";
import { type ContextSource, referenceStatements } from "../../src/rdf/reference.ts";

const DOCUMENTS = Number(process.env["DOCUMENTS"] ?? 400) * 2;

const TERMS = ["a", "b", "c", "d"];
const TYPES = ["T", "U", "V"];
const PREFIXES = ["p", "q"];

const iri = fc.constantFrom("urn:x:1", "urn:x:2", "https://x.example/v#1", "p:1", "q:1", "p:2");
const term = (depth: number): fc.Arbitrary<Json> =>
  fc.oneof(
    { weight: 10, arbitrary: iri },
    { weight: 1, arbitrary: fc.constantFrom("@id", "@type") },
    { weight: 1, arbitrary: iri.map((id): Json => ({ "@id": id, "@type": "@json" })) },
    {
      weight: 15,
      arbitrary: fc
        .record(
          {
            "@id": fc.oneof(
              { weight: 300, arbitrary: iri },
              { weight: 1, arbitrary: fc.constantFrom("a", "p", "@id", "x") },
            ),
            "@type": fc.constantFrom("@id", "@vocab", "urn:x:datatype", "p:datatype"),
            "@container": fc.constantFrom("@set", "@list", "@graph"),
            ...(depth < 2
              ? { "@context": fc.oneof({ weight: 5, arbitrary: context(depth + 1) }, fc.constant(null)) }
              : {}),
          },
          { requiredKeys: ["@id"] },
        )
        .map((made): Json => made as JsonObject),
    },
  );

/** Half of all contexts are protected, and some define what others do. */
function context(depth: number): fc.Arbitrary<JsonObject> {
  const optional = (names: readonly string[], value: fc.Arbitrary<Json>) =>
    Object.fromEntries(names.map((name) => [name, value]));
  const prefix: fc.Arbitrary<Json> = fc.oneof(
    { weight: 40, arbitrary: fc.constant("https://x.example/p#") },
    fc.constantFrom<Json>("urn:x:", "urn:y", { "@id": "urn:x:" }),
  );
  const type = fc
    .tuple(iri, depth < 2 ? context(depth + 1) : fc.constant({}))
    .map(([id, scoped]): Json => ({ "@id": id, "@context": scoped }));
  return fc.record(
    {
      "@protected": fc.oneof({ weight: 100, arbitrary: fc.constant(true) }, fc.constant(false)),
      ...optional(TERMS, term(depth)),
      ...optional(TYPES, type),
      ...optional(PREFIXES, prefix),
      // A prefix of documents alone, so that it may change from one context to the next.
      r: fc.constantFrom<Json>("https://x.example/r#", "urn:x:r:", "urn:y", { "@id": "urn:x:" }),
      ...optional(["id", "i"], fc.constant("@id")),
      ...optional(["type"], fc.constant("@type")),
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<JsonObject>;
}

/** What nearly every document needs, unprotected, so that contexts after it may change it. */
const BASE: JsonObject = {
  id: "@id",
  type: "@type",
  p: "https://x.example/p#",
  ...Object.fromEntries([...TERMS, ...TYPES].map((name) => [name, `urn:base:${name}`])),
};
const URLS = ["base", "one", "two", "three"].map((name) => `https://contexts.example/${name}`);

const text = fc.constantFrom("urn:x:n1", "urn:x:n2", "p:n", "q:n", "r:n", "x", "a", "T", "_:b", "text");
const node = (depth: number): fc.Arbitrary<Json> =>
  fc
    .tuple(
      fc.record(
        {
          "@context": fc.uniqueArray(fc.constantFrom(...URLS), { maxLength: 2 }),
          id: fc.oneof({ weight: 30, arbitrary: fc.constantFrom("urn:x:n1", "urn:x:n2", "p:n", "r:n", "_:b") }, text),
          type: fc.uniqueArray(fc.constantFrom(...TYPES), { minLength: 1, maxLength: 3 }),
          ...Object.fromEntries(TERMS.map((name) => [name, value(depth + 1)])),
        },
        { requiredKeys: [] },
      ),
      fc.nat(9),
    )
    .map(
      ([{ "@context": own, ...rest }, luck]): Json =>
        depth === 0
          ? { "@context": [URLS[0] ?? "", ...(own ?? [])], ...rest }
          : luck === 0 && own !== undefined
            ? { "@context": own, ...rest }
            : (rest as JsonObject),
    );
function value(depth: number): fc.Arbitrary<Json> {
  const scalar: fc.Arbitrary<Json> = fc.oneof(text, fc.constantFrom<Json>(1, 1.5, true));
  if (depth > 3) return scalar;
  return fc.oneof(
    scalar,
    { weight: 2, arbitrary: node(depth) },
    fc.array(fc.oneof(scalar, node(depth)), { maxLength: 2 }),
  );
}

type Counts = Record<"taken" | "refused" | "left", number>;

/** What became of a document in these contexts, at the addresses after the first. */
async function compared(document: JsonObject, contexts: readonly JsonObject[]): Promise<keyof Counts> {
  const at = new Map(URLS.map((url, index) => [url, index === 0 ? BASE : (contexts[index - 1] ?? {})]));
  const source: ContextSource = async (url) => ({ "@context": at.get(url) });
  const short = compiledStatements(document, undefined, (url) => localContext(at.get(url)));
  const long = await referenceStatements(document, source);
  if (short === undefined) return "left";
  if (short.ok && long.ok) expect(quadsIn(short)).toEqual(quadsIn(long));
  else expect(short).toEqual(long);
  return short.ok ? "taken" : "refused";
}

test("mean the same by both ways, in any context that the short way reads", async () => {
  const counts: Counts = { taken: 0, refused: 0, left: 0 };
  await fc.assert(
    fc.asyncProperty(fc.tuple(context(0), context(0), context(0)), node(0), async (drawn, document) => {
      // As a parser would make them: what fast-check draws may have no prototype.
      const contexts = JSON.parse(JSON.stringify(drawn)) as readonly JsonObject[];
      counts[await compared(document as JsonObject, contexts)] += 1;
    }),
    { numRuns: DOCUMENTS },
  );
  process.stderr.write(`compared ${DOCUMENTS} documents in contexts of their own: ${JSON.stringify(counts)}\n`);
  expect(counts.taken).toBeGreaterThan(DOCUMENTS / 10);
  expect(counts.refused).toBeGreaterThan(DOCUMENTS / 40);
}, 3_600_000);

const R = "https://x.example/r#";

test.each<[string, keyof Counts, readonly JsonObject[], JsonObject]>([
  [
    "a reference keeps what a type added, a node goes back",
    "taken",
    [{ r: R, T: { "@id": "urn:x:T", "@context": { r: "urn:x:r:" } } }],
    { type: "T", b: [{ id: "r:n" }, { id: "r:n", c: "x" }] },
  ],
  [
    "a term becomes a keyword under itself",
    "left",
    [{ a: { "@id": "urn:x:a", "@context": { a: "@id" } } }],
    { id: "urn:x:s", a: "urn:x:o" },
  ],
  [
    "a protected prefix is changed on the way to another term",
    "left",
    [{ "@protected": true, r: R }, { a: { "@id": "urn:x:a", "@context": { b: "r:1", r: "urn:x:r:" } } }],
    { id: "urn:x:s", a: { b: "x" } },
  ],
  [
    "the same where the prefix is not protected",
    "taken",
    [{ r: R }, { a: { "@id": "urn:x:a", "@context": { b: "r:1", r: "urn:x:r:" } } }],
    { id: "urn:x:s", a: { b: "x" } },
  ],
])("%s", async (_, expected, contexts, members) => {
  const document = { "@context": URLS.slice(0, contexts.length + 1), ...members };
  expect(await compared(document, contexts)).toBe(expected);
});
