// The forms in which a credential may come to merge: pictures, tokens, records around records; and what of that is
// never believed.
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { attackerKey, ISSUER, issuerKey, record } from "../checks/forge.ts";
import { desk } from "../desk.ts";
import { CLR_NAMESPACE, element, iTXt, png, svg } from "../readers/images.ts";
import { about, byOther, membersOf, merge, perLearner, signed } from "./badges.ts";

const parse = (body: string) => JSON.parse(body) as JsonObject;
const V2 = "https://www.w3.org/ns/credentials/v2";
const envelope = (token: string): JsonObject => ({
  "@context": V2,
  id: `data:application/vc+jwt,${token.trim()}`,
  type: "EnvelopedVerifiableCredential",
});

describe("a picture", () => {
  it("is taken for the credential that is baked into it, which is carried as it was signed", async () => {
    const one = desk();
    const [a, b] = [await signed(about({ id: "1" })), await signed(about({ id: "1" }))];
    one.write("in/a.png", png(iTXt(a.trim())));
    one.write("in/b.svg", svg(element(b)));
    one.write("in/holiday.png", png());
    const done = await merge(one, ["in"], "--out", one.at("r.json"));
    expect(done.status, done.err).toBe(0);
    expect(membersOf(parse(one.read("r.json")))).toEqual([a, b].map(parse));
  });

  it("with a token in it is carried in an envelope, in a record that is a token", async () => {
    const one = desk();
    const token = (await signed(about({ id: "1" }), issuerKey, "vc-jwt")).trim();
    one.write("a.png", png(iTXt(token)));
    const done = await merge(one, ["a.png"], "--out", one.at("r.jwt"), "--proof", "vc-jwt");
    expect(done.status, done.err).toBe(0);
    const verified = await one.run("verify", one.at("r.jwt"), "--json");
    expect(parse(verified.out)).toMatchObject({
      verdict: "valid",
      credentials: [{ verdict: "valid", issuer: { id: ISSUER } }],
    });
    expect(Buffer.from(one.read("r.jwt").split(".")[1] ?? "", "base64url").toString()).toContain(
      `data:application/vc+jwt,${token}`,
    );
  });

  it("that is damaged, or that holds two credentials, is refused", async () => {
    const one = desk();
    const text = iTXt((await signed(about({ id: "1" }))).trim());
    one.write("two.png", png(text, text));
    one.write("none.png", png());
    for (const file of ["two.png", "none.png"]) {
      const done = await merge(one, [file], "--out", one.at("r.json"));
      expect(done, done.err).toMatchObject({ status: 1, err: expect.stringMatching(new RegExp(`^laurel: ${file}: `)) });
    }
  });

  it("of a whole record is the record", async () => {
    const one = desk();
    one.write("a.json", await signed(about({ id: "1" })));
    await merge(one, ["a.json"], "--out", one.at("r1.json"));
    const body = one.read("r1.json");
    one.write("r1.svg", svg(`<clr:credential xmlns:clr="${CLR_NAMESPACE}"><![CDATA[${body}]]></clr:credential>`));
    const done = await merge(one, ["r1.svg"], "--json");
    expect(parse(done.out)).toMatchObject({ credentials: 1, changes: { since: parse(body)["id"], unchanged: 1 } });
  });
});

describe("a record with tokens in it", () => {
  it("gives its tokens to the next one as they stood", async () => {
    const one = desk();
    one.write("a.jwt", await signed(about({ id: "1" }), issuerKey, "vc-jwt"));
    await merge(one, ["a.jwt"], "--out", one.at("r1.jwt"), "--proof", "vc-jwt");
    one.write("b.json", await signed(about({ id: "1" })));
    const done = await merge(one, ["r1.jwt", "b.json"], "--out", one.at("r2.jwt"), "--proof", "vc-jwt");
    expect(done.out).toMatch(/2 credentials.*1 added, 0 replaced, 1 unchanged/);
    expect((await one.run("verify", one.at("r2.jwt"))).status).toBe(0);
    const embedded = await merge(one, ["r1.jwt", "b.json"], "--out", one.at("r3.json"));
    expect(embedded).toMatchObject({ status: 1, err: expect.stringContaining("MERGE_IMPOSSIBLE") });
  });

  it.each(["bare", "enveloped"])("of which one is signed by another's key is refused, when it is %s", async (form) => {
    const one = desk();
    const token = (await signed(about({ id: "1" }), attackerKey, "vc-jwt")).trim();
    const good = parse(await signed(about({ id: "1" })));
    const member = form === "bare" ? token : envelope(token);
    one.write("r.jwt", await signed(record([good, member], byOther), attackerKey, "vc-jwt"));
    const done = await merge(one, ["r.jwt"], "--out", one.at("out.jwt"), "--proof", "vc-jwt", "--accept-unverified");
    expect([done.status, one.has("out.jwt")]).toEqual([1, false]);
    // A record with a bare token is no sound record at all; of one with envelopes, the others can be had.
    const skipped = await merge(one, ["r.jwt"], "--proof", "vc-jwt", "--on-problem", "skip", "--json");
    const last = JSON.parse(skipped.out.trim().split("\n").at(-1) ?? "");
    expect(last).toMatchObject(form === "bare" ? { state: "refused" } : { credentials: 1, partial: ["refused"] });
  });
});

describe("what stands in somebody's record", () => {
  it("is taken by its own proof, also where a sound credential stands in a place that none belongs to", async () => {
    const one = desk();
    const good = parse(await signed(about({ id: "1" })));
    const forged = { ...parse(await signed(about({ id: "1" }))), name: "Forged" };
    const outer = { ...record([forged], byOther), verifiableCredential: [good] };
    one.write("r.json", await signed(outer, attackerKey, "vc-jwt"));
    const done = await merge(one, ["r.json"], "--out", one.at("out.json"), "--on-problem", "skip");
    const made = one.has("out.json") ? membersOf(parse(one.read("out.json"))) : [];
    expect([done.status, made.map(({ name }) => name)]).not.toEqual([
      expect.anything(),
      expect.arrayContaining(["Forged"]),
    ]);
    expect(made).toEqual([]);
  });

  it("joins no two learners while it does not hold", async () => {
    const one = desk();
    one.write("in/a.json", await signed(about({ id: "1" })));
    one.write("in/b.json", await signed(about({ did: "did:example:b" })));
    one.write(
      "in/c.json",
      (await signed(about({ id: "1", did: "did:example:b" }))).replace("Joins steel.", "Joins gold."),
    );
    const done = await perLearner(one);
    expect(done.out).toBe("2 records from 2 credentials: records\n");
    expect([...one.credentials("records").values()].map(({ partial }) => partial)).toEqual([true, true]);
  });
});

describe("badges of data model 1.1", () => {
  it("stand in a record of that model together, with either context of proofs, and not with both", async () => {
    const one = desk();
    const legacy = async (version: string) => {
      const { validFrom, validUntil: _, ...rest } = about({ id: "1" });
      const urls = [
        "https://www.w3.org/2018/credentials/v1",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
      ];
      const security = `https://w3id.org/security/data-integrity/${version}`;
      return signed({ ...rest, "@context": [...urls, security], issuanceDate: String(validFrom) });
    };
    for (const version of ["v1", "v2"]) {
      for (const n of [1, 2]) one.write(`${version}/${n}.json`, await legacy(version));
      const done = await merge(one, [version], "--out", one.at(`${version}.json`));
      expect(done.status, done.err).toBe(0);
      const made = parse(one.read(`${version}.json`));
      expect([made["issuanceDate"], made["validFrom"]]).toEqual(["2026-06-01T12:00:00Z", undefined]);
      expect((await one.run("verify", one.at(`${version}.json`))).status).toBe(0);
    }
    expect((await merge(one, ["v1", "v2"], "--out", one.at("both.json"))).err).toContain(
      "different versions of their contexts",
    );
    const next = await merge(one, ["v2.json", "v2"], "--out", one.at("next.json"));
    expect(next.out).toContain("0 added, 0 replaced, 2 unchanged");
    const again = await merge(one, ["v2"], "--out", one.at("v2.json"));
    expect(again.out).toContain("v2.json: unchanged");
  });
});
