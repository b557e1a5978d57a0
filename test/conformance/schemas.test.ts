// laurel's schemas against the published ones: whatever those refuse, laurel's refuse too; what they let pass and
// laurel's do not is listed with its reason.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { Ajv2019 } from "ajv/dist/2019.js";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";
import { isObject, type Json, type JsonObject, leaves } from "../../src/core/json.ts";
import { kindOf } from "../../src/schemas/kind.ts";
import { schemaFor } from "../../src/schemas/schema.ts";
import { validate } from "../../src/schemas/validate.ts";
import { conformance, sharedFile, sharedJson } from "../shared.ts";

const PUBLISHED: Readonly<Record<string, string>> = {
  "open-badge": "open-badges-3.0/ob_v3p0_achievementcredential_schema.json",
  clr: "clr-2.0/clr_v2p0_clrcredential_schema.json",
  endorsement: "open-badges-3.0/ob_v3p0_endorsementcredential_schema.json",
};

type Judge = (value: unknown) => boolean;
const compiled = new Map<string, Judge>();
function published(kind: string): Judge | undefined {
  const file = PUBLISHED[kind];
  if (file === undefined) return undefined;
  const known = compiled.get(kind);
  if (known !== undefined) return known;
  const ajv = new Ajv2019({ strict: false });
  addFormats.default(ajv);
  const made = ajv.compile(sharedJson(`official/schemas/${file}`) as object) as Judge;
  compiled.set(kind, made);
  return made;
}

const ours = (document: JsonObject, kind = kindOf(document).kind) => validate(schemaFor(kind, "2.0"), document);

const jsonIn = (folder: string): readonly (readonly [string, JsonObject])[] =>
  readdirSync(sharedFile(folder), { withFileTypes: true }).flatMap((entry) => {
    const path = entry.isDirectory() ? `${folder}/${entry.name}/input.json` : `${folder}/${entry.name}`;
    if (!path.endsWith(".json") || !existsSync(sharedFile(path))) return [];
    try {
      const value = JSON.parse(readFileSync(sharedFile(path), "utf8")) as Json;
      return isObject(value) ? [[path, value] as const] : [];
    } catch {
      return [];
    }
  });

const FOLDERS = [
  "official/examples",
  "official/vectors/open-badges",
  "official/vectors/clr",
  "vectors/ob3-di",
  "vectors/clr2",
  "vectors/unsigned",
];

/** Documents of data model 2.0 that claim one of the three profiles, at any depth in a record. */
const documents = (): readonly (readonly [string, JsonObject])[] =>
  FOLDERS.flatMap(jsonIn).filter(([, document]) => {
    const { kind, vcdm } = kindOf(document);
    return vcdm === "2.0" && PUBLISHED[kind] !== undefined;
  });

conformance("schemas of credentials", () => {
  test("whatever the published schemas refuse, laurel's refuse", async () => {
    const judged = documents();
    expect(judged.length).toBeGreaterThan(60);
    for (const [name, document] of judged) {
      if (published(kindOf(document).kind)?.(document) === false)
        expect.soft(await ours(document), name).not.toEqual([]);
    }
  });

  test("what only laurel's refuse is a missing or wrong type word, or an identifier that is no URI", async () => {
    const stricter: string[] = [];
    for (const [name, document] of documents()) {
      if (published(kindOf(document).kind)?.(document) !== true) continue;
      for (const { pointer, message } of await ours(document)) stricter.push(`${name} ${pointer}: ${message}`);
    }
    expect(stricter).toEqual([
      'vectors/ob3-di/1edtech-simple-err-evidence-type/input.json /evidence/1/type: want "Evidence", got "InvalidEvidence"',
      'vectors/ob3-di/digitalcredent-README-credential-4/input.json /id: want an absolute URI, got "0923lksjf"',
      'vectors/unsigned/learncard-obv3-with-alignment/input.json /issuer: want a member "type"',
    ]);
  });

  test.each([
    "official/examples/fullOpenBadge.json",
    "official/examples/skillAssertionCase.json",
    "official/examples/clr-small.unsigned.json",
    "official/examples/endorsement.json",
  ])("%s: of its spoiled copies, laurel refuses every one that the published schema refuses", async (file) => {
    const document = sharedJson(file) as JsonObject;
    const { kind } = kindOf(document);
    let refused = 0;
    for (const { pointer, value } of spoiled(document)) {
      if (published(kind)?.(value) !== false || INSIDE.test(pointer)) continue;
      refused += 1;
      expect.soft(await ours(value as JsonObject, kind), pointer).not.toEqual([]);
    }
    expect(refused).toBeGreaterThan(50);
  });
});

/** Credentials inside are judged as credentials of their own, with the schema of their own profile. */
const INSIDE = /\/(endorsement|verifiableCredential)\/\d+\//;

const WRONG: readonly Json[] = [null, 3, true, [], {}, ["x"], { x: "y" }, "x"];

function changed(value: Json, path: readonly string[], change: (was: Json) => Json | undefined): Json {
  const [name, ...rest] = path;
  if (name === undefined) return change(value) as Json;
  if (Array.isArray(value)) {
    const items = value.map((item, index) => (String(index) === name ? changed(item, rest, change) : item));
    return items.filter((item) => item !== undefined);
  }
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([key, member]) => [
    key,
    key === name ? changed(member, rest, change) : member,
  ]);
  return Object.fromEntries(members.filter(([, member]) => member !== undefined));
}

/** Copies of a document with one member gone, or of another JSON type. */
function* spoiled(document: JsonObject): Generator<{ readonly pointer: string; readonly value: Json }> {
  const places = new Set<string>();
  for (const { pointer } of leaves(document)) {
    const tokens = pointer.split("/");
    for (let length = 2; length <= tokens.length; length++) places.add(tokens.slice(0, length).join("/"));
  }
  for (const pointer of places) {
    const path = pointer
      .slice(1)
      .split("/")
      .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
    yield { pointer, value: changed(document, path, () => undefined) };
    for (const wrong of WRONG) yield { pointer, value: changed(document, path, () => wrong) };
  }
}
