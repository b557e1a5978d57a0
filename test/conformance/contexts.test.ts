// laurel's bundle of contexts against the official files: every official example means the same in both.
import { readdirSync } from "node:fs";
import jsonld from "jsonld";
import { expect, test } from "vitest";
import { contextAt, KNOWN_CONTEXTS } from "../../src/contexts/bundle.ts";
import { isObject, type Json, type JsonObject, listOf } from "../../src/core/json.ts";
import { unsecured } from "../../src/proofs/data-integrity.ts";
import { canonicalQuads } from "../../src/rdf/rdfc.ts";
import { conformance, sharedFile, sharedJson } from "../shared.ts";

interface Listed {
  readonly url: string;
  readonly file: string;
}

const official = (): ReadonlyMap<string, Json> => {
  const listed = sharedJson("official/contexts/manifest.json") as unknown as readonly Listed[];
  return new Map(listed.map(({ url, file }) => [url, sharedJson(`official/contexts/${file}`)]));
};

async function officialQuads(document: JsonObject): Promise<string> {
  const contexts = official();
  return jsonld.canonize(document, {
    algorithm: "RDFC-1.0",
    format: "application/n-quads",
    safe: true,
    base: null,
    documentLoader: async (url) => {
      const found = contexts.get(url);
      if (found === undefined) throw new Error(`no official context at ${url}`);
      return { contextUrl: null, document: found, documentUrl: url };
    },
  });
}

/** Every definition in a context, whatever the order of its members. */
const termsOf = (document: unknown): unknown => (isObject(document) ? document["@context"] : undefined);

const COPIES: Readonly<Record<string, string>> = {
  "https://www.w3.org/2018/credentials/examples/v1": "www.w3.org_2018_credentials_examples_v1.json",
};
/** A context that brings another one along, as the list that it means. */
const flat = (terms: unknown): readonly unknown[] =>
  listOf(terms as Json).flatMap((one) =>
    one === "https://www.w3.org/ns/odrl.jsonld"
      ? flat(termsOf(sharedJson("vectors/contexts/www.w3.org_ns_odrl.jsonld.json")))
      : [one],
  );

const EXAMPLES = ["official/examples", "official/vectors/open-badges", "official/vectors/clr"];
const examples = (): readonly (readonly [string, JsonObject])[] =>
  EXAMPLES.flatMap((folder) =>
    readdirSync(sharedFile(folder))
      .filter((name) => name.endsWith(".json"))
      .map((name) => [`${folder}/${name}`, sharedJson(`${folder}/${name}`) as JsonObject] as const),
  );

/** Files in the older draft's form, which no context of the bundle fits. */
const onlyKnown = (document: JsonObject): boolean =>
  listOf(document["@context"]).every((url) => typeof url === "string" && KNOWN_CONTEXTS.includes(url));

conformance("contexts of the bundle", () => {
  test("every official context is in the bundle, and defines the same terms", async () => {
    for (const [url, document] of official()) {
      const bundled = await contextAt(url);
      expect(termsOf(bundled), url).toEqual(termsOf(document));
    }
  });

  test("the examples of the data model define the same terms as the copies that others keep", async () => {
    for (const [url, file] of Object.entries(COPIES)) {
      const theirs = flat(termsOf(sharedJson(`vectors/contexts/${file}`)));
      expect(termsOf(await contextAt(url)), url).toEqual(Object.assign({}, ...theirs));
    }
  });

  test("every official example has the same N-Quads with both", async () => {
    let compared = 0;
    for (const [name, document] of examples()) {
      if (!onlyKnown(document)) continue;
      const plain = unsecured(document);
      const ours = await canonicalQuads(plain);
      const theirs = await officialQuads(plain).then(
        (quads) => ({ ok: true, quads }),
        () => ({ ok: false }),
      );
      expect(ours.ok, name).toBe(theirs.ok);
      if (ours.ok) expect(ours, name).toEqual(theirs);
      compared += 1;
    }
    expect(compared).toBeGreaterThan(8);
  });
});
