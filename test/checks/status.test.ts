// Status lists: what each entry and each list must be before it is believed.
import { deflateSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Verdict } from "../../src/core/finding.ts";
import type { Json, JsonObject } from "../../src/core/json.ts";
import {
  ATTACKER,
  attackerKey,
  badge,
  codesOf,
  entry,
  ISSUER,
  issuerKey,
  LIST,
  OB,
  record,
  report,
  signed,
  statusList,
  token,
  V2,
} from "./forge.ts";

const listed = (...set: readonly number[]) => signed(statusList(set));
const changed = (members: JsonObject) => signed(statusList([], members));
const about = (members: JsonObject, ...set: readonly number[]): JsonObject => ({
  credentialSubject: { ...(statusList(set)["credentialSubject"] as JsonObject), ...members },
});
const packed = (bytes: number): string => `u${gzipSync(Buffer.alloc(bytes)).toString("base64url")}`;

const TWO_BITS = {
  statusSize: 2,
  statusMessage: [
    { status: "0x0", message: "in order" },
    { status: "0x1", message: "under review" },
  ],
};

/** A list of two-bit statuses in which entry 7 has a value. */
function wide(statusPurpose: string, value: number): Promise<JsonObject> {
  const bits = Buffer.alloc(32_768);
  bits[1] = value;
  return changed(about({ statusPurpose, encodedList: `u${gzipSync(bits).toString("base64url")}` }));
}
const tokenList = (changes: JsonObject = {}, ...set: readonly number[]): Promise<string> =>
  token({ ...statusList(set, changes), iss: ISSUER, jti: LIST, nbf: Date.parse("2026-05-01T00:00:00Z") / 1000 });
const withoutId = (): JsonObject => {
  const { id: _, ...rest } = statusList([]);
  return rest;
};

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
  ["a list too short for a size of two bits", entry({ statusSize: 2 }), listed, "STATUS_LIST_INVALID", "inconclusive"],
  [
    "an unknown type of status",
    { type: "1EdTechCredentialRefresh", id: LIST },
    listed,
    "STATUS_UNSUPPORTED",
    "inconclusive",
  ],
  [
    "a list without its type",
    entry(),
    () => changed({ type: ["VerifiableCredential"] }),
    "STATUS_LIST_INVALID",
    "inconclusive",
  ],
  [
    "a list that is not yet in force",
    entry(),
    () => changed({ validFrom: "2026-07-01T00:00:00Z" }),
    "STATUS_LIST_INVALID",
    "inconclusive",
  ],
  [
    "a list of another size of status than its entry",
    entry(),
    () => tokenList(about({ statusSize: 2 })),
    "STATUS_LIST_INVALID",
    "inconclusive",
  ],
  [
    "a message where the list is for revocation",
    entry({ statusPurpose: "message" }),
    listed,
    "STATUS_LIST_OTHER",
    "inconclusive",
  ],
  [
    "a message that is set",
    entry({ statusPurpose: "message", ...TWO_BITS }),
    () => wide("message", 0b01),
    "STATUS_MESSAGE",
    "inconclusive",
  ],
  [
    "a purpose of the issuer's own that is set",
    entry({ statusPurpose: "audit" }),
    () => changed(about({ statusPurpose: "audit" }, 7)),
    "STATUS_MESSAGE",
    "inconclusive",
  ],
  [
    "more entries than an issuer would write",
    Array.from({ length: 17 }, (_, index) => entry({ statusListIndex: String(index + 8) })),
    () => listed(7),
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
  [
    "a message that is not set",
    entry({ statusPurpose: "message", ...TWO_BITS }),
    () => wide("message", 0),
    undefined,
    "valid",
  ],
  [
    "a purpose of the issuer's own that is not set",
    entry({ statusPurpose: "audit" }),
    () => changed(about({ statusPurpose: "audit" })),
    undefined,
    "valid",
  ],
  [
    "a newer one that can be had",
    entry({ statusPurpose: "refresh" }),
    () => changed(about({ statusPurpose: "refresh" }, 7)),
    undefined,
    "valid",
  ],
  ["a list as a token", entry(), () => tokenList(), undefined, "valid"],
  ["a list as a token that revokes", entry(), () => tokenList({}, 7), "REVOKED", "invalid"],
  ["a list without an id of its own", entry(), () => signed(withoutId()), undefined, "valid"],
  [
    "a list of 100,000 entries, as programs made them before the standard",
    entry(),
    () => signed(statusList([], {}, 12_500)),
    undefined,
    "valid",
  ],
  [
    "a revocation of two bits, its second set",
    entry({ ...TWO_BITS }),
    () => wide("revocation", 0b01),
    "REVOKED",
    "invalid",
  ],
  [
    "a revocation of two bits, its neighbour's set",
    entry({ ...TWO_BITS, statusListIndex: "8" }),
    () => wide("revocation", 0b11),
    undefined,
    "valid",
  ],
  [
    "a list that somebody else signed, and that revokes it",
    entry(),
    () => signed(statusList([7], { issuer: ATTACKER }), attackerKey),
    "REVOKED",
    "invalid",
  ],
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
    [{ type: "1EdTechCredentialRefresh", id: LIST }, entry()],
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

describe("what a person reads of a status", () => {
  const statusOf = async (credentialStatus: Json, list: Json) => {
    const found = await report(await signed(badge({ credentialStatus })), { documents: { [LIST]: list } });
    return found.checks.filter(({ id }) => id === "status").map(({ status, message }) => [status, message]);
  };
  test("how old the list is", async () => {
    expect(await statusOf(entry(), await listed())).toEqual([
      ["passed", "not in the revocation list of 2026-05-01, 31 days old"],
    ]);
    const fresh = await changed({ validFrom: "2026-06-01T11:00:00Z" });
    expect(await statusOf(entry(), fresh)).toEqual([
      ["passed", "not in the revocation list of 2026-06-01, not a day old"],
    ]);
  });
  test("that its issuer has a newer list", async () => {
    expect(await statusOf(entry(), await changed(about({ ttl: 300_000 })))).toEqual([
      ["passed", "not in the revocation list of 2026-05-01, 31 days old, past the time to ask for a newer one"],
    ]);
  });
  test("what the issuer's message says", async () => {
    const message = entry({ statusPurpose: "message", ...TWO_BITS });
    expect(await statusOf(message, await wide("message", 0b01))).toEqual([
      ["unknown", 'its issuer says of it: "under review"'],
    ]);
    expect(await statusOf(message, await wide("message", 0b10))).toEqual([["unknown", "its issuer says of it: 0x2"]]);
    expect(await statusOf(message, await wide("message", 0))).toEqual([
      ["passed", 'its status is "in order", in the list of 2026-05-01, 31 days old'],
    ]);
  });
  test("whose list it is that revokes", async () => {
    expect(await statusOf(entry(), await signed(statusList([7], { issuer: ATTACKER }), attackerKey))).toEqual([
      [
        "failed",
        "its issuer has revoked it, by a list that is not shown to be the issuer's own: the status list is signed by another issuer",
      ],
    ]);
  });
});

describe("a list that moved", () => {
  const UNIQUE = "e5WK8CbZ1GjycuPombrj";
  const ROWS: readonly (readonly [title: string, id: string, address: string, verdict: Verdict])[] = [
    [
      "under the same name that nobody else would choose",
      `https://a.example/${UNIQUE}`,
      `https://b.example/x/${UNIQUE}`,
      "valid",
    ],
    ["under another such name", `https://a.example/${UNIQUE}a`, `https://b.example/${UNIQUE}b`, "inconclusive"],
    ["under the same plain name", "https://a.example/2025/1", "https://a.example/2026/1", "inconclusive"],
    ["under the same word", "https://a.example/revocationlist", "https://b.example/revocationlist", "inconclusive"],
  ];
  test.each(ROWS)("%s", async (_, id, address, verdict) => {
    const credential = await signed(badge({ credentialStatus: entry({ statusListCredential: address }) }));
    const found = await report(credential, { documents: { [address]: await changed({ id }) } });
    expect(found.verdict).toBe(verdict);
  });
});

describe("lists of the drafts before the standard", () => {
  const DRAFTS = [
    {
      name: "2021",
      context: "https://w3id.org/vc/status-list/2021/v1",
      type: "StatusList2021",
      entryType: "StatusList2021Entry",
      index: "statusListIndex",
      address: "statusListCredential",
      purpose: { statusPurpose: "revocation" },
    },
    {
      name: "2020",
      context: "https://w3id.org/vc-revocation-list-2020/v1",
      type: "RevocationList2020",
      entryType: "RevocationList2020Status",
      index: "revocationListIndex",
      address: "revocationListCredential",
      purpose: {},
    },
  ] as const;
  for (const { name, context, type, entryType, index, address, purpose } of DRAFTS) {
    const made = (bits: Buffer, pack = gzipSync, form: "base64" | "base64url" = "base64url") =>
      signed({
        "@context": ["https://www.w3.org/2018/credentials/v1", context, "https://w3id.org/security/data-integrity/v2"],
        id: LIST,
        type: ["VerifiableCredential", `${type}Credential`],
        issuer: ISSUER,
        issuanceDate: "2026-05-01T00:00:00Z",
        credentialSubject: { id: `${LIST}#list`, type, ...purpose, encodedList: pack(bits).toString(form) },
      });
    const { validFrom: _, validUntil: __, ...rest } = badge();
    const old = {
      ...rest,
      "@context": [
        "https://www.w3.org/2018/credentials/v1",
        OB,
        context,
        "https://w3id.org/security/data-integrity/v2",
      ],
      issuanceDate: "2026-05-01T00:00:00Z",
      credentialStatus: { id: `${LIST}#7`, type: entryType, ...purpose, [index]: "7", [address]: LIST },
    };
    const bits = (set: boolean) => Buffer.alloc(16_384).fill(set ? 1 : 0, 0, 1);
    const verdictWith = async (list: Json) =>
      (await report(await signed(old), { documents: { [LIST]: list } })).verdict;
    test(`${name}: an entry is looked up, in either alphabet and packing`, async () => {
      expect(await verdictWith(await made(bits(false)))).toBe("valid");
      expect(await verdictWith(await made(bits(true)))).toBe("invalid");
      expect(await verdictWith(await made(bits(true), deflateSync, "base64"))).toBe("invalid");
    });
    test(`${name}: a list of the later kind is none of this one`, async () => {
      expect(await verdictWith(await listed())).toBe("inconclusive");
    });
    test(`${name}: a list that unpacks without end stays packed`, async () => {
      expect(await verdictWith(await made(Buffer.alloc(64 * 1024 * 1024)))).toBe("inconclusive");
    });
  }
});

describe("1EdTechRevocationList", () => {
  const COLLEGE = "https://college.example.edu/issuers/1";
  const PAGE = "https://college.example.edu/revoked.json";
  const ELSEWHERE = "https://lists.example.org/revoked.json";
  const ID = String(badge()["id"]);
  const issuerPage = {
    id: COLLEGE,
    verificationMethod: [
      { id: `${COLLEGE}#key`, type: "Multikey", controller: COLLEGE, publicKeyMultibase: issuerKey.multikey ?? "" },
    ],
    assertionMethod: [`${COLLEGE}#key`],
  };
  const found = async (address: string, page: Json | undefined) => {
    const document = badge({
      "@context": [V2, OB, EXTENSIONS],
      issuer: { id: COLLEGE, type: ["Profile"] },
      credentialStatus: { id: address, type: "1EdTechRevocationList" },
    });
    const documents = { [COLLEGE]: issuerPage, ...(page === undefined ? {} : { [address]: page }) };
    return report(await signed(document, issuerKey, { verificationMethod: `${COLLEGE}#key` }), { documents });
  };
  const revoked = (...revokedCredential: readonly JsonObject[]): JsonObject => ({ revokedCredential });
  const ROWS: readonly (readonly [
    title: string,
    address: string,
    page: Json | undefined,
    code: string | undefined,
    verdict: Verdict,
  ])[] = [
    ["not on the issuer's page", PAGE, revoked({ id: "urn:uuid:1" }), undefined, "valid"],
    ["an empty page of the issuer", PAGE, revoked(), undefined, "valid"],
    ["on the page", PAGE, revoked({ id: ID }), "REVOKED", "invalid"],
    [
      "on the page with a reason",
      PAGE,
      revoked({ id: ID, revoked: true, revocationReason: "error" }),
      "REVOKED",
      "invalid",
    ],
    ["on the page as not revoked", PAGE, revoked({ id: ID, revoked: false }), undefined, "valid"],
    ["on the page twice", PAGE, revoked({ id: ID, revoked: false }, { id: ID }), "REVOKED", "invalid"],
    ["a page of another host", ELSEWHERE, revoked(), "STATUS_LIST_OTHER", "inconclusive"],
    ["a page of another host that names the issuer", ELSEWHERE, { issuer: COLLEGE, ...revoked() }, undefined, "valid"],
    [
      "a page of the issuer's host that names another",
      PAGE,
      { issuer: "https://x.example", ...revoked() },
      "STATUS_LIST_OTHER",
      "inconclusive",
    ],
    ["on a page of another host", ELSEWHERE, revoked({ id: ID }), "REVOKED", "invalid"],
    ["on the page by its id alone", PAGE, { revokedCredential: [ID] }, "REVOKED", "invalid"],
    ["a page of another one alone", PAGE, { revokedCredential: ["urn:uuid:1"] }, undefined, "valid"],
    ["a page that is none", PAGE, { hello: "world" }, "STATUS_LIST_INVALID", "inconclusive"],
    ["a page whose list is a word", PAGE, { revokedCredential: "none" }, "STATUS_LIST_INVALID", "inconclusive"],
    ["a page whose list is null", PAGE, { revokedCredential: null }, "STATUS_LIST_INVALID", "inconclusive"],
    [
      "a page with an item of no id",
      PAGE,
      { revokedCredential: [{ revoked: true }] },
      "STATUS_LIST_INVALID",
      "inconclusive",
    ],
    ["no page", PAGE, undefined, "STATUS_UNAVAILABLE", "inconclusive"],
  ];
  test.each(ROWS)("%s", async (_, address, page, code, verdict) => {
    const said = await found(address, page);
    expect(codesOf(said)).toEqual(code === undefined ? [] : [code]);
    expect(said.verdict).toBe(verdict);
  });
});

test("sixteen entries for one list cost one list", async () => {
  const log: string[] = [];
  const entries = Array.from({ length: 16 }, (_, index) => entry({ statusListIndex: String(index + 8) }));
  const found = await report(await signed(badge({ credentialStatus: entries })), {
    documents: { [LIST]: await listed() },
    log,
  });
  expect(log).toEqual([LIST]);
  expect(found.verdict).toBe("valid");
  expect(found.checks.filter(({ id }) => id === "status")).toHaveLength(16);
});

describe("lists made to be many", () => {
  const at = (nth: number) => `${LIST}/${nth}`;
  const times = <T>(count: number, make: (nth: number) => T): readonly T[] =>
    Array.from({ length: count }, (_unused, nth) => make(nth));
  const entries = (from: number, count: number) =>
    times(count, (nth) => entry({ statusListCredential: at(from + nth) }));
  const ofMany = (count: number, changes: (nth: number) => JsonObject = () => ({})) =>
    Promise.all(times(count, async (nth) => [at(nth), await signed(statusList([], { id: at(nth), ...changes(nth) }))]));

  test("lists of lists of lists are not followed without end", async () => {
    const lists = await ofMany(16, () => ({ credentialStatus: entries(0, 16) }));
    const log: string[] = [];
    const documents = Object.fromEntries(lists);
    const found = await report(await signed(badge({ credentialStatus: entries(0, 16) })), { documents, log });
    expect(new Set(codesOf(found))).toEqual(new Set(["STATUS_LIST_INVALID"]));
    expect(log.length).toBeLessThan(1_000);
  });
  test("the status of a list is looked up, and a list that is revoked is none", async () => {
    const own = { credentialStatus: entry({ statusListCredential: at(1) }) };
    const judged = async (set: readonly number[]) => {
      const documents = { [at(0)]: await signed(statusList([], { id: at(0), ...own })) };
      const second = await signed(statusList(set, { id: at(1) }));
      return report(await signed(badge({ credentialStatus: entries(0, 1) })), {
        documents: { ...documents, [at(1)]: second },
      });
    };
    expect((await judged([])).verdict).toBe("valid");
    expect((await judged([7])).verdict).toBe("inconclusive");
  });
  test("of more lists than 64 in one file, the rest leave the answer open", async () => {
    const documents = Object.fromEntries(await ofMany(65));
    const member = (nth: number) =>
      signed(badge({ id: `urn:x:${nth}`, credentialStatus: entries(nth * 16, nth === 4 ? 1 : 16) }));
    const whole = await signed(record(await Promise.all(times(5, member))));
    const found = await report(whole, { documents });
    expect(found.credentials.map(({ verdict }) => verdict)).toEqual([...times(4, () => "valid"), "inconclusive"]);
    expect(found.credentials.flatMap(codesOf)).toEqual(["STATUS_UNSUPPORTED"]);
  });
  test("lists of the largest size are unpacked up to a bound for all of them", async () => {
    const purpose = (nth: number) => ({ statusPurpose: `p${nth}` });
    const documents = Object.fromEntries(
      await Promise.all(
        times(6, async (nth) => {
          const bits = gzipSync(Buffer.alloc(16 * 1024 * 1024, nth));
          const subject = { ...(statusList([])["credentialSubject"] as JsonObject), ...purpose(nth) };
          const credentialSubject = { ...subject, encodedList: `u${bits.toString("base64url")}` };
          return [at(nth), await signed(statusList([], { id: at(nth), credentialSubject }))];
        }),
      ),
    );
    const asked = times(6, (nth) => entry({ statusListCredential: at(nth), statusListIndex: "0", ...purpose(nth) }));
    const found = await report(await signed(badge({ credentialStatus: asked })), { documents });
    expect(codesOf(found)).toEqual(["STATUS_LIST_INVALID", "STATUS_LIST_INVALID"]);
  });
});
