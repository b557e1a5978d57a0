// node test/bench/peer-rows.js ROSTER BADGE OUT KEYS DIST [verify]: what a user would write around @digitalbazaar/vc. Each
// row of a CSV becomes a signed file; with "verify" each file is read back and verified.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parse } from "csv-parse/sync";
import { dataIntegrityPeer } from "./peers.js";

const [roster, badge, out, keys, dist, verify] = process.argv.slice(2);
const { contextAt } = await import(pathToFileURL(resolve(dist, "contexts/bundle.js")).href);
const peer = await dataIntegrityPeer(JSON.parse(readFileSync(keys, "utf8")), contextAt);
const { proof: _, ...model } = JSON.parse(readFileSync(badge, "utf8"));
const { credentialSubject: subject } = model;

mkdirSync(out, { recursive: true });
const rows = parse(readFileSync(roster, "utf8"), { columns: true });
for (const row of rows) {
  const [email, number, ...rest] = subject.identifier;
  const identifier = [{ ...email, identityHash: row.email }, { ...number, identityHash: row.id }, ...rest];
  const id = `urn:uuid:00000000-0000-4000-8000-${row.id.padStart(12, "0")}`;
  const issued = await peer.issue({ ...model, id, credentialSubject: { ...subject, identifier } });
  writeFileSync(join(out, `${row.id}.json`), `${JSON.stringify(issued, null, 2)}\n`);
}
if (verify !== undefined) {
  for (const { id } of rows) await peer.verify(JSON.parse(readFileSync(join(out, `${id}.json`), "utf8")));
}
