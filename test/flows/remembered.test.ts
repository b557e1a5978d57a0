// A list that many credentials point at is examined once, and no credential hears of it what it would not hear alone.
import { describe, expect, test } from "vitest";
import type { Remembered, World } from "../../src/checks/examination.ts";
import type { Json, JsonObject } from "../../src/core/json.ts";
import { examine } from "../../src/flows/examine.ts";
import { bounded } from "../../src/shell/evidence-once.ts";
import { badge, entry, issuerKey, LIST, record, signed, statusList, worldOf } from "../checks/forge.ts";

const WEB = "did:web:registrar.example.edu";
const PAGE = "https://registrar.example.edu/.well-known/did.json";
const issuer = { id: WEB, type: ["Profile"], name: "Example College" };
const pageOf = (did: string): JsonObject => ({
  id: did,
  verificationMethod: [{ id: `${did}#1`, type: "JsonWebKey", controller: did, publicKeyJwk: issuerKey.publicJwk }],
  assertionMethod: [`${did}#1`],
});
const page = pageOf(WEB);
const by = (did: string, document: JsonObject) => signed(document, issuerKey, { verificationMethod: `${did}#1` });
const byWeb = (document: JsonObject) => by(WEB, document);

/** Another issuer, whose list is believed in what speaks against a credential alone. */
const THEM = "did:web:lists.example.edu";
const THEIR_PAGE = "https://lists.example.edu/.well-known/did.json";
const pointing = async (index: number) =>
  JSON.stringify(await byWeb(badge({ issuer, credentialStatus: entry({ statusListIndex: String(index) }) })));
const other = await byWeb(statusList([1], { issuer: WEB }));
const list = await byWeb(statusList([7], { issuer: WEB }));

const theirs = await by(THEM, statusList([7], { issuer: THEM }));
const both = { [LIST]: theirs, [PAGE]: page, [THEIR_PAGE]: pageOf(THEM) };

const given = (documents: Readonly<Record<string, Json>>, memory?: World["memory"]): World => ({
  ...worldOf({ documents }),
  ...(memory === undefined ? {} : { memory }),
});

/** Memory that counts what it gave. */
class Counting extends Map<Json, Remembered> {
  kept = 0;
  override set(key: Json, value: Remembered): this {
    this.kept += 1;
    return super.set(key, value);
  }
}

describe("a status list", () => {
  const honest = { [LIST]: list, [PAGE]: page };
  test("is examined once for all that point at it, and each has its own answer", async () => {
    const memory = new Counting();
    for (const index of [1, 7, 2, 7]) {
      const source = await pointing(index);
      const report = await examine(source, given(honest, memory));
      expect(report).toEqual(await examine(source, given(honest)));
      expect(report.verdict).toBe(index === 7 ? "invalid" : "valid");
    }
    expect(memory.kept).toBe(1);
  });

  test.each<[string, Readonly<Record<string, Json>>]>([
    ["another list stands there", { ...both, [LIST]: other }],
    ["the same list stands there, forged", { ...both, [LIST]: { ...theirs, validFrom: "2026-05-02T00:00:00Z" } }],
    ["nothing stands there any more", { [PAGE]: page, [THEIR_PAGE]: pageOf(THEM) }],
    ["its issuer's page lists no key", { ...both, [THEIR_PAGE]: { ...pageOf(THEM), assertionMethod: [] } }],
    ["its issuer's page is gone", { [LIST]: theirs, [PAGE]: page }],
  ])("is examined anew when %s", async (_, documents) => {
    const memory: NonNullable<World["memory"]> = new Map();
    const source = await pointing(1);
    const before = await examine(source, given(both, memory));
    const alone = await examine(source, given(documents));
    expect(alone).not.toEqual(before);
    expect(await examine(source, given(documents, memory))).toEqual(alone);
    // And back again.
    expect(await examine(source, given(both, memory))).toEqual(before);
  });

  test("is not taken from memory by a file that may ask nobody any more", async () => {
    const memory: NonNullable<World["memory"]> = new Map();
    const source = await pointing(1);
    await examine(source, given(honest, memory));
    const tired = (addresses: number, more: Partial<World>): World => {
      const load = bounded(given(honest).load, () => {}, { addresses, patience: 60_000 });
      return { ...given(honest), load, ...more };
    };
    const verdicts = new Set<string>();
    for (let most = 0; most < 6; most++) {
      const alone = await examine(source, tired(most, {}));
      verdicts.add(alone.verdict);
      expect(await examine(source, tired(most, { memory }))).toEqual(alone);
    }
    expect([...verdicts].sort()).toEqual(["inconclusive", "valid"]);
  });

  test("is too deep for one credential, though it was not for another", async () => {
    const memory: NonNullable<World["memory"]> = new Map();
    // The list has an entry in another list.
    const second = `${LIST}0`;
    const pointed = entry({ statusListCredential: second, statusListIndex: "1" });
    const lists = {
      [PAGE]: page,
      [LIST]: await byWeb(statusList([7], { issuer: WEB, credentialStatus: pointed })),
      [second]: await byWeb(statusList([7], { issuer: WEB, id: second })),
    };
    let nested = JSON.parse(await pointing(1)) as JsonObject;
    const verdicts: string[] = [];
    for (let depth = 1; depth <= 6; depth++) {
      const source = JSON.stringify(nested);
      const alone = await examine(source, given(lists));
      expect(await examine(source, given(lists, memory))).toEqual(alone);
      verdicts.push(alone.verdict);
      nested = await byWeb(record([nested], { issuer, id: `urn:uuid:${depth}` }));
    }
    expect([verdicts[0], verdicts.at(4), verdicts.at(5)]).toEqual(["valid", "inconclusive", "inconclusive"]);
  });
});
