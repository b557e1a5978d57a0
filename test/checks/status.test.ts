// Status lists: what each entry and each list must be before it is believed.
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { Verdict } from "../../src/core/finding.ts";
import type { Json, JsonObject } from "../../src/core/json.ts";
import { ATTACKER, attackerKey, badge, codesOf, entry, LIST, OB, report, signed, statusList, V2 } from "./forge.ts";

const listed = (...set: readonly number[]) => signed(statusList(set));
const changed = (members: JsonObject) => signed(statusList([], members));
const about = (members: JsonObject, ...set: readonly number[]): JsonObject => ({
  credentialSubject: { ...(statusList(set)["credentialSubject"] as JsonObject), ...members },
});
const packed = (bytes: number): string => `u${gzipSync(Buffer.alloc(bytes)).toString("base64url")}`;

const EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";

type Row = readonly [
  title: string,
  status: Json,
  list: () => Promise<Json>,
  code: string | undefined,
  verdict: Verdict,
];

const INCONCLUSIVE: readonly Row[] = [
  [
    "a list signed by somebody else",
    entry(),
    () => signed(statusList([], { issuer: ATTACKER }), attackerKey),
    "STATUS_LIST_OTHER",
    "inconclusive",
  ],
  [
    "a list of another id",
    entry(),
    () => changed({ id: "https://registrar.example.edu/status/2" }),
    "STATUS_LIST_OTHER",
    "inconclusive",
  ],
  [
    "a list for another purpose",
    entry(),
    () => changed(about({ statusPurpose: "suspension" })),
    "STATUS_LIST_OTHER",
    "inconclusive",
  ],
  ["a list that is a badge", entry(), () => signed(badge({ id: LIST })), "STATUS_LIST_INVALID", "inconclusive"],
  [
    "a list that was changed",
    entry(),
    async () => ({ ...(await listed()), validFrom: "2026-04-01T00:00:00Z" }),
    "STATUS_LIST_INVALID",
    "inconclusive",
  ],
  ["a list that nobody signed", entry(), async () => statusList([]), "STATUS_LIST_INVALID", "inconclusive"],
  [
    "a list that has expired",
    entry(),
    () => changed({ validUntil: "2026-05-02T00:00:00Z" }),
    "STATUS_LIST_INVALID",
    "inconclusive",
  ],
  ["a list that is no JSON object", entry(), async () => "nonsense", "STATUS_LIST_INVALID", "inconclusive"],
  [
    "a list of fewer entries than the standard wants",
    entry(),
    () => signed(statusList([], {}, 1024)),
    "STATUS_LIST_INVALID",
    "inconclusive",
  ],
  [
    "a list that unpacks without end",
    entry(),
    () => changed(about({ encodedList: packed(64 * 1024 * 1024) })),
    "STATUS_LIST_INVALID",
    "inconclusive",
  ],
  [
    "a list that does not unpack",
    entry(),
    () => changed(about({ encodedList: "uAAAA" })),
    "STATUS_LIST_INVALID",
    "inconclusive",
  ],
  [
    "a list in another base",
    entry(),
    () => changed(about({ encodedList: "z2" })),
    "STATUS_LIST_INVALID",
    "inconclusive",
  ],
  ["an index beyond the list", entry({ statusListIndex: "131072" }), listed, "STATUS_LIST_INVALID", "inconclusive"],
  ["a size of two bits", entry({ statusSize: 2 }), listed, "STATUS_UNSUPPORTED", "inconclusive"],
  [
    "an unknown type of status",
    { type: "1EdTechRevocationList", id: LIST },
    listed,
    "STATUS_UNSUPPORTED",
    "inconclusive",
  ],
];

const DECIDED: readonly Row[] = [
  ["an entry whose bit is not set", entry(), listed, undefined, "valid"],
  ["an index as a number", entry({ statusListIndex: 7 }), listed, undefined, "valid"],
  [
    "a list in force for several purposes",
    entry(),
    () => changed(about({ statusPurpose: ["suspension", "revocation"] })),
    undefined,
    "valid",
  ],
  ["a purpose that is only a message", entry({ statusPurpose: "message" }), listed, undefined, "valid"],
  ["a revoked one", entry(), () => listed(7), "REVOKED", "invalid"],
  ["a revoked one, by a number", entry({ statusListIndex: 7 }), () => listed(7), "REVOKED", "invalid"],
  ["the first bit of the list", entry({ statusListIndex: "0" }), () => listed(0), "REVOKED", "invalid"],
  ["the last bit of the list", entry({ statusListIndex: "131071" }), () => listed(131_071), "REVOKED", "invalid"],
  ["a neighbour's bit", entry({ statusListIndex: "8" }), () => listed(7), undefined, "valid"],
  [
    "a suspended one",
    entry({ statusPurpose: "suspension" }),
    () => changed(about({ statusPurpose: "suspension" }, 7)),
    "SUSPENDED",
    "invalid",
  ],
  ["the second of two entries", [entry({ statusListIndex: "8" }), entry()], () => listed(7), "REVOKED", "invalid"],
  ["the first of two entries", [entry(), entry({ statusListIndex: "8" })], () => listed(7), "REVOKED", "invalid"],
  [
    "a revoked one beside an unknown type",
    [{ type: "1EdTechRevocationList", id: LIST }, entry()],
    () => listed(7),
    "REVOKED",
    "invalid",
  ],
];

const MALFORMED: readonly Row[] = ["-1", "1e3", "01", " 7", "7.0", "", "٧"].map(
  (statusListIndex): Row => [
    `the index "${statusListIndex}"`,
    entry({ statusListIndex }),
    () => listed(7),
    "STATUS_MALFORMED",
    "invalid",
  ],
);

for (const [title, credentialStatus, list, code, verdict] of [...INCONCLUSIVE, ...DECIDED, ...MALFORMED]) {
  test(`${title}: ${verdict}`, async () => {
    const found = await report(await signed(badge({ "@context": [V2, OB, EXTENSIONS], credentialStatus })), {
      documents: { [LIST]: await list() },
    });
    const codes = codesOf(found).filter((said) => said !== "SCHEMA");
    if (code === undefined) expect(codes).toEqual([]);
    else expect(codes).toContain(code);
    expect(found.verdict).toBe(verdict);
  });
}

test("a list that cannot be had leaves the answer open", async () => {
  const found = await report(await signed(badge({ credentialStatus: entry() })));
  expect(codesOf(found)).toEqual(["STATUS_UNAVAILABLE"]);
  expect(found.verdict).toBe("inconclusive");
});

test("no list is asked for before the signature holds", async () => {
  const log: string[] = [];
  const honest = await signed(badge({ credentialStatus: entry() }));
  await report({ ...honest, name: "Surgery" }, { log });
  expect(log).toEqual([]);
  await report(honest, { log });
  expect(log).toEqual([LIST]);
});
