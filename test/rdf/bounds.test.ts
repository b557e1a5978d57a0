// Documents made to cost time or memory on the short way, and names that a program may mistake for its own machinery.
import { describe, expect, test } from "vitest";
import { CLR, contextAt, KNOWN_CONTEXTS, OB, VC_V2 } from "../../src/contexts/bundle.ts";
import type { Json, JsonObject } from "../../src/core/json.ts";
import { parseJson } from "../../src/core/strict-json.ts";
import { compiledStatements, loadedStatements } from "../../src/rdf/compiled.ts";
import { lineOf } from "../../src/rdf/statement.ts";
import { badge } from "../checks/forge.ts";

const credential = (members: JsonObject): JsonObject => ({
  "@context": [VC_V2, CLR, OB],
  type: ["VerifiableCredential", "OpenBadgeCredential"],
  ...members,
});

const said = async (document: JsonObject): Promise<string> => {
  const made = await loadedStatements(document);
  return made === undefined ? "left" : made.ok ? "taken" : made.why.code;
};

const nested = (levels: number, within: (inner: Json) => Json, inner: Json): Json =>
  levels === 0 ? inner : within(nested(levels - 1, within, inner));

/** Types with contexts of their own that clash with no other. */
const SCOPED =
  "Achievement Address Alignment EndorsementSubject Evidence GeoCoordinates IdentityObject Image Profile Related ResultDescription RubricCriterionLevel".split(
    " ",
  );
/** One of their 4,096 sets. */
const someOf = (set: number): readonly string[] => SCOPED.filter((_, bit) => (set >> bit) % 2 === 1);

describe("active contexts", () => {
  test("are a few for thousands of nodes", async () => {
    const members = Array.from({ length: 3_000 }, (_, index) => ({ ...badge({ id: `urn:x:${index}` }) }));
    const record = credential({
      type: ["VerifiableCredential", "ClrCredential"],
      credentialSubject: { type: ["ClrSubject"], verifiableCredential: members },
    });
    expect(await said(record)).toBe("taken");
  });
  test("come to an end, in the same answer whatever was read before", async () => {
    const each = Array.from({ length: 4_096 }, (_, set) => ({ id: "urn:x:1", type: someOf(set) }));
    const many = credential({ evidence: each });
    const first = await said(many);
    for (const set of [5, 77, 300]) await said(credential({ evidence: { id: "urn:x:1", type: someOf(set) } }));
    expect([first, await said(many), await said(many)]).toEqual(Array(3).fill("GRAPH_TOO_HARD"));
    // And nobody after pays for it.
    expect(await said(badge())).toBe("taken");
  });
  test("are no more for a type that stands there a hundred thousand times", async () => {
    const type = Array.from({ length: 100_000 }, (_, index) => SCOPED[index % SCOPED.length] ?? "");
    expect(await said(credential({ evidence: { id: "urn:x:1", type } }))).toBe("taken");
  });
});

describe("documents beyond measure", () => {
  test("that are deep are left to the reference", async () => {
    const evidence = nested(5_000, (inner) => ({ type: ["Profile"], parentOrg: inner }), {});
    expect(await said(credential({ issuer: evidence }))).toBe("left");
    expect(await said(credential({ name: nested(5_000, (inner) => [inner], "x") }))).toBe("left");
  });
  test("with many names that are IRIs are kept in no memory", async () => {
    const names = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`https://x.example/${index}`, "x"]));
    expect(await said(credential(names))).toBe("taken");
    expect(await said(credential({ ...names, undefinedTerm: 1 }))).toBe("TERM_UNDEFINED");
  });
  test("with one long text of escapes are written as it is", () => {
    const value = '\u0001\u007f"\\\n\u00e9\u{1f600}'.repeat(100_000);
    const iri = (name: string) => ({ termType: "NamedNode" as const, value: `urn:x:${name}` });
    const object = { termType: "Literal" as const, value };
    const graph = { termType: "DefaultGraph" as const, value: "" };
    const line = lineOf({ subject: iri("s"), predicate: iri("p"), object, graph }, (own) => own);
    expect(line).toBe(`<urn:x:s> <urn:x:p> "${'\\u0001\\u007F\\"\\\\\\n\u00e9\u{1f600}'.repeat(100_000)}" .\n`);
  });
});

describe("names of JavaScript's own", () => {
  test.each(["constructor", "toString", "hasOwnProperty", "valueOf"])(
    "%s is a term without a meaning",
    async (name) => {
      expect(await said(credential({ [name]: "x" }))).toBe("TERM_UNDEFINED");
      expect(await said(credential({ evidence: { id: "urn:x:1", type: name } }))).toBe("TERM_UNDEFINED");
      expect(await said(credential({ id: `${name}:x` }))).toBe("taken");
    },
  );
  test("__proto__ is one too, where the file's reader lets it through", async () => {
    const document = JSON.parse(JSON.stringify(badge()).replace("{", '{"__proto__":{"name":"x"},')) as JsonObject;
    expect(await said(document)).toBe("TERM_UNDEFINED");
    expect(() => parseJson('{"__proto__":{}}')).toThrow();
  });
});

test("contexts of the bundle are read once, and what they say is not changed by any document", async () => {
  const before = await Promise.all(KNOWN_CONTEXTS.map(async (url) => JSON.stringify(await contextAt(url))));
  for (const url of KNOWN_CONTEXTS) {
    expect(await said({ "@context": url, "@id": "urn:x:1", "@type": "urn:x:T" })).toBe("taken");
    // Once they are at hand, nothing has to be waited for.
    expect(compiledStatements({ "@context": url, "@id": "urn:x:1", "@type": "urn:x:T" })?.ok).toBe(true);
  }
  const after = await Promise.all(KNOWN_CONTEXTS.map(async (url) => JSON.stringify(await contextAt(url))));
  expect(after).toEqual(before);
});
