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
    { weight: 100, arbitrary: fc.constant("https://x.example/p#") },
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

const text = fc.constantFrom("urn:x:n1", "urn:x:n2", "p:n", "q:n", "x", "a", "T", "_:b", "text");
const node = (depth: number): fc.Arbitrary<Json> =>
  fc
    .tuple(
      fc.record(
        {
          "@context": fc.uniqueArray(fc.constantFrom(...URLS), { maxLength: 2 }),
          id: fc.oneof({ weight: 30, arbitrary: fc.constantFrom("urn:x:n1", "urn:x:n2", "p:n", "_:b") }, text),
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

test("mean the same by both ways, in any context that the short way reads", async () => {
  const counts = { taken: 0, refused: 0, left: 0 };
  await fc.assert(
    fc.asyncProperty(fc.tuple(context(0), context(0), context(0)), node(0), async (drawn, made) => {
      // As a parser would make them: what fast-check draws may have no prototype.
      const contexts = JSON.parse(JSON.stringify(drawn)) as readonly JsonObject[];
      const [base = "", ...others] = URLS;
      const at = new Map<string, JsonObject>([
        [base, BASE],
        ...others.map((url, index) => [url, contexts[index] ?? {}] as const),
      ]);
      const source: ContextSource = async (url) => ({ "@context": at.get(url) });
      const document = made as JsonObject;
      const short = compiledStatements(document, undefined, (url) => localContext(at.get(url)));
      const long = await referenceStatements(document, source);
      if (short === undefined) counts.left += 1;
      else if (short.ok && long.ok) {
        expect(quadsIn(short)).toEqual(quadsIn(long));
        counts.taken += 1;
      } else {
        expect(short).toEqual(long);
        counts.refused += 1;
      }
    }),
    { numRuns: DOCUMENTS },
  );
  process.stderr.write(`compared ${DOCUMENTS} documents in contexts of their own: ${JSON.stringify(counts)}\n`);
  expect(counts.taken).toBeGreaterThan(DOCUMENTS / 10);
  expect(counts.refused).toBeGreaterThan(DOCUMENTS / 40);
}, 3_600_000);
