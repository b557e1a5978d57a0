// Our status lists, read by software that others wrote: @digitalbazaar/vc-bitstring-status-list and its bit string.
import { Bitstring } from "@digitalbazaar/bitstring";
import { DataIntegrityProof } from "@digitalbazaar/data-integrity";
import { cryptosuite } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import { checkStatus } from "@digitalbazaar/vc-bitstring-status-list";
import { describe, expect, it } from "vitest";
import { type JsonObject, object, objectsOf, text } from "../src/core/json.ts";
import { type Desk, desk, SETTINGS } from "./desk.ts";
import { documentLoader } from "./independent.ts";
import { laurel } from "./road.ts";

const STATUS = 'status: { url: "https://college.example.edu/status/{list}", purposes: [revocation, suspension] }\n';
const roster = `id,achievement,awarded\n${[1, 2, 3, 4].map((id) => `${id},soil-101,2026-05-29\n`).join("")}`;

/** The values of a credential's entries as the other software has them; it verifies the lists by their proofs too. */
async function statusOf(one: Desk, credential: JsonObject): Promise<Record<string, boolean> | string> {
  const done = await checkStatus({
    credential,
    suite: new DataIntegrityProof({ cryptosuite }),
    documentLoader: async (url) => {
      const name = url.replace(/^https:\/\/college\.example\.edu\/status\//, "");
      if (name === url) return documentLoader(url);
      return { contextUrl: null, documentUrl: url, document: JSON.parse(one.read(`status/${name}.json`)) };
    },
  });
  if (!done.verified) return String(done.error);
  return Object.fromEntries((done.results ?? []).map((one) => [one.credentialStatus.statusPurpose, one.status]));
}

describe("others read what laurel says of a credential", () => {
  it("by checkStatus of @digitalbazaar/vc-bitstring-status-list, its lists' proofs and issuers included", async () => {
    // That software knows no other clock than the present one.
    const one = desk({ "laurel.yaml": `${SETTINGS}${STATUS}` });
    const now = ["--config", one.at("laurel.yaml"), "--now", new Date().toISOString()];
    const file = (learner: number) => one.at(`credentials/soil-101/${learner}.json`);
    await laurel("issue", one.write("roster.csv", roster), "--out", one.at("credentials"), ...now);
    await laurel("status", "revoke", file(1), file(2), ...now);
    await laurel("status", "suspend", file(2), file(3), ...now);
    await laurel("status", "suspend", file(4), ...now);
    await laurel("status", "restore", file(4), ...now);
    const read = await Promise.all([...one.credentials().values()].map((credential) => statusOf(one, credential)));
    expect(read).toEqual([
      { revocation: true, suspension: false },
      { revocation: true, suspension: false },
      { revocation: false, suspension: true },
      { revocation: false, suspension: false },
    ]);
    const list = one.read("status/revocation-1.json");
    one.write("status/revocation-1.json", list.replace(/"validUntil": "\d{4}/, '"validUntil": "2099'));
    const [credential = {}] = one.credentials().values();
    expect(await statusOf(one, credential)).toContain("not verified");
  });

  it("bit by bit, and finds no other bit set", async () => {
    const one = desk({ "laurel.yaml": `${SETTINGS}${STATUS}` });
    await one.issue(roster);
    const revoked = [1, 3].map((learner) => one.at(`credentials/soil-101/${learner}.json`));
    await one.run("status", "revoke", ...revoked);
    const { encodedList } = object(JSON.parse(one.read("status/revocation-1.json")).credentialSubject) ?? {};
    const bits = new Bitstring({ buffer: await Bitstring.decodeBits({ encoded: (text(encodedList) ?? "").slice(1) }) });
    expect(bits.length).toBe(131_072);
    const set = Array.from({ length: bits.length }, (_, index) => index).filter((index) => bits.get(index));
    const wanted = ["1", "3"].map((learner) => {
      const credential = one.credentials().get(`soil-101/${learner}.json`);
      return Number(objectsOf(credential?.["credentialStatus"])[0]?.["statusListIndex"]);
    });
    expect(set).toEqual(wanted.sort((a, b) => a - b));
  });
});
