// What is measured in one process: groups of cases that do the same, by bare cryptography, by a peer and by laurel.
import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jwtVerify, SignJWT } from "jose";
import { badge, LIST, statusList } from "./badge.js";
import { each, eachAtOnce } from "./measure.js";
import { dataIntegrityPeer } from "./peers.js";

const NOW = new Date("2026-06-01T12:00:00Z");
const CREATED = "2026-06-01T00:00:00Z";
/** Different badges that verifying takes in turn. */
const BADGES = 64;
const MEMBERS = 40;

const list = (length, one) => Array.from({ length }, (_, nth) => one(nth));

const must = (holds) => {
  if (holds !== true) throw new Error("a measured signature does not hold");
};

/** An issuer by laurel, with the same key for the others. */
async function issuerOf(load, type, proof) {
  const { generateKey, defaultDid, methodIds } = await load("dids/signing-key");
  const { securing } = await load("proofs/secure");
  const { rowTemplates } = await load("rdf/batch");
  const key = generateKey(type);
  const issuer = defaultDid(key);
  const plain = { key, issuer, created: CREATED };
  const signer = { ...plain, canonical: rowTemplates() };
  const { secure } = securing(proof, key);
  return {
    key,
    issuer,
    method: methodIds(issuer, key).jwk,
    secure: async (document) => (await secure(document, signer)).text,
    secureRecord: async (document) => (await secure(document, plain)).text,
  };
}

async function peerOf(load, { key }) {
  const { multibase58 } = await load("core/multibase");
  const { contextAt } = await load("contexts/bundle");
  const secret = Buffer.from(key.privateKey.export({ format: "jwk" }).d, "base64url");
  return dataIntegrityPeer(
    {
      publicKeyMultibase: key.multikey,
      secretKeyMultibase: multibase58(Buffer.concat([Buffer.from([0x80, 0x26]), secret])),
    },
    contextAt,
  );
}

/** Files of different badges, and what a verdict on them rests on. */
async function filed(load, issuer, extension) {
  const texts = await Promise.all(list(BADGES, (nth) => issuer.secure(badge(nth, issuer.issuer))));
  const folder = mkdtempSync(join(tmpdir(), "laurel-bench-"));
  const files = list(BADGES, (nth) => join(folder, `${nth}${extension}`));
  for (const [nth, file] of files.entries()) writeFileSync(file, texts[nth]);
  const value = JSON.parse(JSON.stringify(statusList(issuer.issuer)));
  const listed = await issuer.secure(value);
  const found = { ok: true, value: extension === ".jwt" ? listed.trim() : JSON.parse(listed) };
  const world = {
    now: NOW,
    keys: [],
    memory: new Map(),
    load: async (address) => (address === LIST ? found : { ok: false, reason: "nobody is asked" }),
  };
  const { readBytes } = await load("shell/files");
  const { examineBytes } = await load("flows/examine");
  const verdict = async (nth) => {
    const report = await examineBytes(await readBytes(files[nth % BADGES]), world);
    if (report.verdict !== "valid") throw new Error(JSON.stringify(report.checks));
  };
  return { texts, verdict, world };
}

const GROUPS = {
  "issue eddsa-rdfc-2022": async (load) => {
    const issuer = await issuerOf(load, "ed25519", "eddsa-rdfc-2022");
    const peer = await peerOf(load, issuer);
    const data = Buffer.alloc(64, 1);
    await peer.verify(JSON.parse(await issuer.secure(badge(0, issuer.issuer))));
    return {
      raw: eachAtOnce(() => sign(null, data, issuer.key.privateKey)),
      peer: each(async (nth) => JSON.stringify(await peer.issue(badge(nth, issuer.issuer)))),
      laurel: each((nth) => issuer.secure(badge(nth, issuer.issuer))),
    };
  },
  "issue vc-jwt ES256": async (load) => {
    const issuer = await issuerOf(load, "p256", "vc-jwt");
    const data = Buffer.from(JSON.stringify(badge(0, issuer.issuer)));
    const key = createPrivateKey({ key: issuer.key.privateKey.export({ format: "jwk" }), format: "jwk" });
    return {
      raw: eachAtOnce(() => sign("sha256", data, { key, dsaEncoding: "ieee-p1363" })),
      peer: each((nth) => {
        const credential = badge(nth, issuer.issuer);
        const token = new SignJWT({ ...credential }).setIssuer(issuer.issuer).setJti(credential.id);
        return token
          .setNotBefore(new Date(credential.validFrom))
          .setProtectedHeader({ alg: "ES256", kid: issuer.method, typ: "JWT" })
          .sign(key);
      }),
      laurel: each((nth) => issuer.secure(badge(nth, issuer.issuer))),
    };
  },
  "verify eddsa-rdfc-2022": async (load) => {
    const issuer = await issuerOf(load, "ed25519", "eddsa-rdfc-2022");
    const peer = await peerOf(load, issuer);
    const { texts, verdict } = await filed(load, issuer, ".json");
    const documents = texts.map((text) => JSON.parse(text));
    const { suiteOf } = await load("proofs/suites");
    const { contentOf } = await load("rdf/rdfc");
    const { unsecured } = await load("proofs/data-integrity");
    const data = Buffer.alloc(64, 1);
    const signature = sign(null, data, issuer.key.privateKey);
    const key = createPublicKey(issuer.key.privateKey);
    return {
      raw: eachAtOnce(() => must(verify(null, data, key, signature))),
      peer: each((nth) => peer.verify(documents[nth % BADGES])),
      "laurel, proof only": each(async (nth) => {
        const document = documents[nth % BADGES];
        const [proof] = document.proof;
        const content = contentOf(unsecured(document));
        const [answer] = await suiteOf(proof).check({ proof, document, key, content });
        must(answer.status === "passed");
      }),
      "laurel, file to verdict": each(verdict),
    };
  },
  "verify vc-jwt EdDSA": async (load) => {
    const issuer = await issuerOf(load, "ed25519", "vc-jwt");
    const { texts, verdict } = await filed(load, issuer, ".jwt");
    const tokens = texts.map((text) => text.trim());
    const { parseToken, tokenHolds } = await load("proofs/vc-jwt");
    const key = createPublicKey(issuer.key.privateKey);
    const [header, payload, signature] = tokens[0].split(".");
    const data = Buffer.from(`${header}.${payload}`);
    const bytes = Buffer.from(signature, "base64url");
    return {
      raw: eachAtOnce(() => must(verify(null, data, key, bytes))),
      peer: each((nth) => jwtVerify(tokens[nth % BADGES], key, { algorithms: ["EdDSA"], currentDate: NOW })),
      "laurel, proof only": eachAtOnce((nth) => must(tokenHolds(parseToken(tokens[nth % BADGES]), key))),
      "laurel, file to verdict": each(verdict),
    };
  },
  [`merge ${MEMBERS} badges`]: async (load) => {
    const issuer = await issuerOf(load, "ed25519", "eddsa-rdfc-2022");
    const peer = await peerOf(load, issuer);
    const { texts, world } = await filed(load, issuer, ".json");
    const members = texts.slice(0, MEMBERS);
    const { take } = await load("flows/take");
    const { contextsFor } = await load("flows/merge");
    const { recordOf } = await load("model/record");
    const policy = { acceptUnverified: false, flag: false, form: "embedded" };
    const record = (documents, contexts) =>
      recordOf({
        contexts,
        issuer: documents[0].issuer,
        name: "Record",
        partial: () => false,
        validFrom: CREATED,
        learner: { id: "did:example:learner", identifiers: [] },
        members: documents.map((document) => ({ document, carried: document })),
        catalogue: [],
        achievementFor: () => ({}),
        frameworks: [],
      }).document;
    const contexts = [
      "https://www.w3.org/ns/credentials/v2",
      "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
      "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ];
    return {
      peer: each(async () => {
        const documents = members.map((text) => JSON.parse(text));
        for (const document of documents) await peer.verify(document);
        JSON.stringify(await peer.issue(record(documents, contexts)));
      }),
      laurel: each(async () => {
        const taken = [];
        for (const [nth, text] of members.entries())
          taken.push(...(await take(Buffer.from(text), `${nth}`, world, policy)).members);
        const documents = taken.map(({ document }) => document);
        await issuer.secureRecord(record(documents, contextsFor(taken).contexts));
      }),
    };
  },
};

export const groupNames = Object.keys(GROUPS);

/** The cases of a group; `load` gives a module of the built laurel. */
export const casesOf = (name, load) => GROUPS[name](load);
