// The readers of laurel, each with seeds, as the fuzzer sees them. `load` gives a module of src, compiled or not.
import { Buffer } from "node:buffer";
import { createPrivateKey, createPublicKey } from "node:crypto";
import { crc32, gzipSync } from "node:zlib";

const V2 = "https://www.w3.org/ns/credentials/v2";
const OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
const CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json";
const LIST = "https://registrar.example.edu/status/1";
const CREATED = "2026-05-01T00:00:00Z";
const LER_RS = "http://schema.hropenstandards.org/4.4/recruiting/json/ler-rs/LER-RSType.json";

/** RFC 8410: an Ed25519 key of one byte, so that the seeds are the same each time. */
const KEY = createPrivateKey({
  key: Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), Buffer.alloc(32, 1)]),
  format: "der",
  type: "pkcs8",
});

const badgeOf = (issuer, more = {}) => ({
  "@context": [V2, OB],
  id: "urn:uuid:11111111-1111-4111-8111-111111111111",
  type: ["VerifiableCredential", "OpenBadgeCredential"],
  name: "Welding",
  issuer: { id: issuer, type: ["Profile"], name: "Example College" },
  validFrom: CREATED,
  credentialSubject: {
    type: ["AchievementSubject"],
    identifier: [
      { type: "IdentityObject", hashed: false, identityHash: "ada@example.org", identityType: "emailAddress" },
    ],
    achievement: {
      id: "urn:uuid:22222222-2222-4222-8222-222222222222",
      type: ["Achievement"],
      name: "Welding",
      description: "Joins steel.",
      criteria: { narrative: "Pass the test." },
      alignment: [{ type: ["Alignment"], targetName: "W.1", targetUrl: "https://x.example/1" }],
      resultDescription: [
        {
          id: "urn:x:g",
          type: ["ResultDescription"],
          name: "Grade",
          resultType: "LetterGrade",
          allowedValue: ["B", "A"],
        },
      ],
    },
    result: [{ type: ["Result"], resultDescription: "urn:x:g", value: "A" }],
  },
  ...more,
});

const recordOf = (issuer, members) => ({
  "@context": [V2, CLR, OB],
  id: "urn:uuid:33333333-3333-4333-8333-333333333333",
  type: ["VerifiableCredential", "ClrCredential"],
  name: "Record",
  issuer: { id: issuer, type: ["Profile"], name: "Example College" },
  validFrom: CREATED,
  credentialSubject: { id: "did:example:ada", type: ["ClrSubject"], verifiableCredential: members },
});

const listOf = (issuer) => ({
  "@context": [V2],
  id: LIST,
  type: ["VerifiableCredential", "BitstringStatusListCredential"],
  issuer,
  validFrom: CREATED,
  credentialSubject: {
    id: `${LIST}#list`,
    type: "BitstringStatusList",
    statusPurpose: "revocation",
    encodedList: `u${gzipSync(Buffer.alloc(16_384)).toString("base64url")}`,
  },
});

const bigEndian = (value) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
};
const chunk = (type, data) => {
  const named = Buffer.concat([Buffer.from(type), data]);
  return Buffer.concat([bigEndian(data.length), named, bigEndian(crc32(named))]);
};
const png = (text) =>
  Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])),
    chunk("iTXt", Buffer.from(`openbadgecredential\0\0\0\0\0${text}`)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
/** A changed PNG with checksums that fit, so that a change reaches what stands in the chunks. */
function mended(bytes) {
  const copy = Buffer.from(bytes);
  for (let at = 8; at + 12 <= copy.length; ) {
    const length = copy.readUInt32BE(at);
    if (at + 12 + length > copy.length) break;
    copy.writeUInt32BE(crc32(copy.subarray(at + 4, at + 8 + length)) >>> 0, at + 8 + length);
    at += 12 + length;
  }
  return copy;
}
const svg = (inside) =>
  `<?xml version="1.0"?>\n<!-- drawn -->\n<svg xmlns="http://www.w3.org/2000/svg" xmlns:o="https://purl.imsglobal.org/ob/v3p0"><title>a &amp; b</title>${inside}<g><path d="M0 0"/></g></svg>`;

/** CBOR as a derived ecdsa-sd-2023 proof has it: signature, key, signatures, a map of labels, indexes. */
const bytesOf = (length, bytes = Buffer.alloc(length, 7)) => Buffer.concat([Buffer.from([0x58, length]), bytes]);
/** The generator of P-256 (SEC 2, 2.4.2): a public key that needs no secret. */
const POINT = Buffer.from("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296", "hex");
const P256 = createPublicKey({
  key: {
    kty: "EC",
    crv: "P-256",
    x: POINT.toString("base64url"),
    y: Buffer.from("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5", "hex").toString("base64url"),
  },
  format: "jwk",
});
const disclosure = Buffer.concat([
  Buffer.from([0xd9, 0x5d, 0x01, 0x85]),
  bytesOf(64),
  bytesOf(35, Buffer.concat([Buffer.from([0x80, 0x24, 0x03]), POINT])),
  Buffer.from([0x82]),
  bytesOf(64),
  bytesOf(64),
  Buffer.from([0xa2, 0x00]),
  bytesOf(32),
  Buffer.from([0x01]),
  bytesOf(32, Buffer.alloc(32, 8)),
  Buffer.from([0x82, 0x00, 0x01]),
]);

const ROSTER =
  'id,name,achievement,awarded\n0012,"Ada, née ""Byron""",weld-101,2026-05-31\n0013,Eve,weld-101,31.05.2026\n';
const SETTINGS =
  "issuer:\n  id: did:web:x.example\n  name: 'Example'\nachievements:\n  - {slug: a, name: \"b\", credits: 0x10}\n  - &x\n    tags: [no, 012, 1e5]\n";
const FRAMEWORK = {
  CFDocument: {
    identifier: "5f0b1c9e-0000-4000-8000-00000000000f",
    uri: "https://x.example/d",
    title: "Welding",
    creator: "x",
  },
  CFItems: [
    {
      identifier: "5f0b1c9e-0000-4000-8000-000000000001",
      uri: "https://x.example/1",
      fullStatement: "Welds",
      humanCodingScheme: "W.1",
    },
    {
      identifier: "5f0b1c9e-0000-4000-8000-000000000002",
      uri: "https://x.example/2",
      fullStatement: "Cuts",
      humanCodingScheme: "W.2",
    },
  ],
  CFAssociations: [
    {
      identifier: "5f0b1c9e-0000-4000-8000-000000000003",
      uri: "https://x.example/3",
      associationType: "isChildOf",
      originNodeURI: { title: "W.1", identifier: "5f0b1c9e-0000-4000-8000-000000000001", uri: "https://x.example/1" },
      destinationNodeURI: {
        title: "d",
        identifier: "5f0b1c9e-0000-4000-8000-00000000000f",
        uri: "https://x.example/d",
      },
    },
  ],
};

const CODE = /^[A-Z0-9_]+$/;

/** What is wrong with a report; nothing when it hangs together. */
function unsound(report, verdictOf) {
  if (report.verdict !== verdictOf(report.checks))
    return `verdict ${report.verdict} from ${JSON.stringify(report.checks)}`;
  const dumb = report.checks.find(({ status, code }) => status !== "passed" && !CODE.test(code ?? ""));
  if (dumb !== undefined) return `a finding without a code: ${JSON.stringify(dumb)}`;
  return report.credentials.map((inside) => unsound(inside, verdictOf)).find((said) => said !== undefined);
}

export async function targetsOf(load) {
  const [{ examineBytes }, { verdictOf }, { Fault, FaultList }, { signingKey }, { withProof }, { signToken }] =
    await Promise.all(
      ["flows/examine", "core/finding", "core/fault", "dids/signing-key", "proofs/data-integrity", "proofs/vc-jwt"].map(
        load,
      ),
    );
  const [{ readTable }, { readDocument }, { readFramework }, { bakedInPng }, { bakedInSvg }, { parseJson }] =
    await Promise.all(
      ["readers/table", "readers/document", "frameworks/reader", "readers/png", "readers/svg", "core/strict-json"].map(
        load,
      ),
    );
  const key = signingKey(KEY);
  const issuer = `did:key:${key.multikey}`;
  const verificationMethod = `${issuer}#${key.multikey}`;
  const [{ fromCbor }, { multikeyOf }] = await Promise.all(["core/cbor", "dids/multikey"].map(load));
  const holder = `did:key:${multikeyOf(P256)}`;
  const signed = (document) =>
    withProof(document, key.privateKey, { cryptosuite: "eddsa-rdfc-2022", verificationMethod, created: CREATED });

  const status = {
    type: "BitstringStatusListEntry",
    statusPurpose: "revocation",
    statusListIndex: "7",
    statusListCredential: LIST,
  };
  const badge = await signed(badgeOf(issuer));
  const watched = JSON.stringify(await signed(badgeOf(issuer, { credentialStatus: status })));
  const record = await signed(recordOf(issuer, [badge]));
  const token = signToken(badgeOf(issuer), key, verificationMethod);
  const list = JSON.stringify(await signed(listOf(issuer)));
  const lerRs = {
    type: LER_RS,
    certifications: [{ name: "x", verifications: [badge, token, { reference: "https://x.example/" }] }],
  };
  const presentation = {
    "@context": [V2],
    type: ["VerifiablePresentation"],
    holder: issuer,
    verifiableCredential: [badge],
  };

  const worldWith = (documents = {}) => ({
    now: new Date("2026-06-01T12:00:00Z"),
    keys: [],
    load: async (address) =>
      Object.hasOwn(documents, address)
        ? { ok: true, value: documents[address] }
        : { ok: false, reason: "nothing there" },
  });
  const judged = async (bytes, documents) => unsound(await examineBytes(bytes, worldWith(documents)), verdictOf);
  /** A fault is an answer; anything else that is thrown is a find. */
  const answered = async (work) => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Fault || error instanceof FaultList)) throw error;
    }
    return undefined;
  };
  const text = (bytes) => bytes.toString("utf8");
  const seedsOf = (...seeds) =>
    seeds.map((seed) => Buffer.from(typeof seed === "string" || Buffer.isBuffer(seed) ? seed : JSON.stringify(seed)));

  return [
    { name: "json", seeds: seedsOf(badge, record, watched, lerRs, presentation, list), read: (bytes) => judged(bytes) },
    { name: "jwt", seeds: seedsOf(token), read: (bytes) => judged(bytes) },
    { name: "png", seeds: seedsOf(png(JSON.stringify(badge)), png(token)), read: (bytes) => judged(bytes) },
    {
      name: "png, mended",
      seeds: seedsOf(png(JSON.stringify(badge)), png(token)),
      read: async (bytes) => {
        bakedInPng(mended(bytes));
        return judged(mended(bytes));
      },
    },
    {
      name: "svg",
      seeds: seedsOf(
        svg(`<o:credential><![CDATA[${JSON.stringify(badge)}]]></o:credential>`),
        svg(`<o:credential verify="${token}"/>`),
      ),
      read: async (bytes) => {
        bakedInSvg(text(bytes));
        return judged(bytes);
      },
    },
    {
      name: "status list",
      seeds: seedsOf(list),
      read: async (bytes) => {
        let value;
        const parsed = await answered(() => {
          value = parseJson(text(bytes));
        });
        return parsed ?? judged(Buffer.from(watched), { [LIST]: value ?? text(bytes) });
      },
    },
    {
      name: "cbor",
      seeds: [disclosure],
      read: (bytes) => {
        fromCbor(bytes);
        const proof = {
          ...badge.proof[0],
          cryptosuite: "ecdsa-sd-2023",
          verificationMethod: `${holder}#${holder.slice("did:key:".length)}`,
          proofValue: `u${bytes.toString("base64url")}`,
        };
        return judged(Buffer.from(JSON.stringify({ ...badgeOf(holder), proof: [proof] })));
      },
    },
    {
      name: "csv",
      seeds: seedsOf(ROSTER, ROSTER.replaceAll(",", ";"), ROSTER.replaceAll(",", "\t")),
      read: (bytes) => answered(() => readTable(text(bytes), "roster.csv")),
    },
    {
      name: "yaml",
      seeds: seedsOf(SETTINGS),
      read: (bytes) =>
        answered(async () => {
          await readDocument(text(bytes), "laurel.yaml");
          await readTable(text(bytes), "roster.yaml");
        }),
    },
    {
      name: "case",
      seeds: seedsOf(FRAMEWORK),
      read: (bytes) => answered(() => readFramework(parseJson(text(bytes)), "case.json")),
    },
  ];
}
