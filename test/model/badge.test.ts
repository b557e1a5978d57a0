import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import type { Award, Learner } from "../../src/model/award.ts";
import { badgeOf, credentialId, isIdentified } from "../../src/model/badge.ts";
import type { RecipientPolicy } from "../../src/model/settings.ts";

const award = (learner: Learner, awarded = "2026-05-29T00:00:00Z"): Award => ({
  line: 2,
  learner,
  achievement: "x",
  awarded,
  results: [],
  evidence: [],
  alignment: [],
});
const identifiers = (learner: Learner, policy: RecipientPolicy, achievement = "urn:x:a") => {
  const facts = {
    issuer: { id: "did:example:i" },
    achievement: { id: achievement },
    results: [],
    policy,
    contexts: [],
  };
  const { id, identifier = [] } = badgeOf(award(learner), facts)["credentialSubject"] as JsonObject;
  return { id, identifier: identifier as JsonObject[] };
};
const ADA: Learner = { id: "0012", email: "ada@x.edu", name: "Ada" };

describe("the id of a credential", () => {
  const idOf = (learner: Learner, awarded?: string) => credentialId("did:i", "urn:a", award(learner, awarded));

  it("is one of issuer, achievement, learner and moment of award", () => {
    const ids = [
      idOf(ADA),
      credentialId("did:j", "urn:a", award(ADA)),
      credentialId("did:i", "urn:b", award(ADA)),
      idOf({ ...ADA, id: "0013" }),
      idOf(ADA, "2026-05-30T00:00:00Z"),
      idOf({ email: "0012" }),
      idOf({ did: "0012" }),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids[0]).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5/);
  });

  it("stays when a learner's address, name or DID is added or changed, while the number stays", () => {
    expect(new Set([idOf(ADA), idOf({ id: "0012" }), idOf({ ...ADA, did: "did:web:x", email: "b@x" })]).size).toBe(1);
  });

  it("is the same for one moment, however it is written", () => {
    const spellings = ["2026-05-29T00:00:00Z", "2026-05-29T02:00:00+02:00", "2026-05-29T00:00:00.000-00:00"];
    expect(new Set(spellings.map((moment) => idOf(ADA, moment))).size).toBe(1);
    expect(idOf(ADA, "2026-05-29T00:00:00.001Z")).not.toBe(idOf(ADA));
  });
});

describe("the learner in a credential", () => {
  it("is named by what the policy says, with a name to read beside it", () => {
    const of = (identifyBy: RecipientPolicy["identifyBy"]) =>
      identifiers(ADA, { identifyBy, hashed: false }).identifier.map(({ identityType, identityHash }) => [
        identityType,
        identityHash,
      ]);
    expect(of(["email"])).toEqual([
      ["emailAddress", "ada@x.edu"],
      ["name", "Ada"],
    ]);
    expect(of(["id"])).toEqual([
      ["systemId", "0012"],
      ["name", "Ada"],
    ]);
  });

  it("is the DID where there is one", () => {
    expect(identifiers({ did: "did:web:ada.example" }, { identifyBy: ["email"], hashed: false })).toEqual({
      id: "did:web:ada.example",
      identifier: [],
    });
  });

  it("behind hashes shows nothing as it is, with another salt for each identifier and credential", () => {
    const policy: RecipientPolicy = { identifyBy: ["email", "id"], hashed: true };
    const [first, second] = [identifiers(ADA, policy).identifier, identifiers(ADA, policy, "urn:x:b").identifier];
    expect(identifiers(ADA, policy).identifier).toEqual(first);
    expect(JSON.stringify([first, second])).not.toMatch(/ada|Ada|0012/);
    const all = [...first, ...second];
    expect(new Set(all.map(({ salt }) => salt)).size).toBe(4);
    for (const { salt } of all) expect(Buffer.from(String(salt), "base64url").length).toBe(16);
    for (const [n, value] of ["ada@x.edu", "0012", "ada@x.edu", "0012"].entries()) {
      const { salt, identityHash, hashed } = all[n] ?? {};
      const hash = createHash("sha256").update(`${value}${salt}`).digest("hex");
      expect([hashed, identityHash]).toEqual([true, `sha256$${hash}`]);
    }
  });

  it("is nobody with a name alone, unless the policy takes names", () => {
    expect(isIdentified({ name: "Ada" }, { identifyBy: ["email", "id"], hashed: false })).toBe(false);
    expect(isIdentified({ id: "1" }, { identifyBy: ["email"], hashed: false })).toBe(false);
    expect(isIdentified({ did: "did:web:x" }, { identifyBy: ["email"], hashed: false })).toBe(true);
  });
});
