// Files made to be hard: each ends in a finding, after no more work than its size is worth.
import { describe, expect, test } from "vitest";
import type { Report } from "../../src/checks/examination.ts";
import { shapeFindings } from "../../src/checks/shape.ts";
import type { Json, JsonObject } from "../../src/core/json.ts";
import { examineBytes } from "../../src/flows/examine.ts";
import { badge, codesOf, ISSUER, OB, record, report, signed, token, V2, worldOf } from "./forge.ts";

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_unused, at) => make(at));
const members = (count: number) => times(count, (at) => `"k${at}":1`).join();
const withMembers = (more: string) => `{"@context":["${V2}","${OB}"],"type":["VerifiableCredential"],${more}}`;
const honest = () => signed(badge());
const subject = badge()["credentialSubject"] as JsonObject;
const achievement = subject["achievement"] as JsonObject;
const achieving = (more: JsonObject): JsonObject => ({
  credentialSubject: { ...subject, achievement: { ...achievement, ...more } },
});
const alignments = (count: number) =>
  times(count, (at) => ({ type: ["Alignment"], targetName: `a${at}`, targetUrl: "https://x.example/" }));
const small = (at: number): JsonObject => ({
  "@context": [V2],
  type: ["VerifiableCredential"],
  id: `urn:x:${at}`,
  issuer: ISSUER,
  credentialSubject: { id: "urn:x:ada" },
});
const MULTIKEY = ISSUER.slice("did:key:".length);
const LER_RS = "http://schema.hropenstandards.org/4.4/recruiting/json/ler-rs/LER-RSType.json";

type Case = readonly [title: string, make: () => Promise<string | JsonObject> | string | JsonObject, code: string];

describe("texts", () => {
  const cases: readonly Case[] = [
    ["four million brackets", () => "[".repeat(4_000_000), "JSON_INVALID"],
    ["a million objects in each other", () => '{"a":'.repeat(1_000_000), "JSON_INVALID"],
    ["a million members", () => withMembers(members(1_000_000)), "JSON_INVALID"],
    ["a million items", () => withMembers(`"x":[${"1,".repeat(1_000_000)}1]`), "JSON_INVALID"],
    [
      "a hundred thousand members deep inside",
      () => withMembers(`"x":${'{"x":'.repeat(40)}{${members(100_000)}}${"}".repeat(40)}`),
      "JSON_INVALID",
    ],
    ["a million escapes", () => withMembers(`"x":"${"\\u0041".repeat(1_000_000)}"`), "TERM_UNDEFINED"],
    ["a million backslashes", () => `{"x":"${"\\\\".repeat(1_000_000)}`, "JSON_INVALID"],
    ["ten million dots", () => ".".repeat(10_000_000), "PARSE"],
    ["a token of ten megabytes", () => `e30.${"A".repeat(10_000_000)}.AAAA`, "JSON_INVALID"],
    ["a number of a million digits", () => withMembers(`"x":${"1".repeat(1_000_000)}`), "JSON_INVALID"],
    ["white space without end", () => `{${" ".repeat(10_000_000)}`, "JSON_INVALID"],
    ["forty megabytes", () => `"${"x".repeat(40 * 1024 * 1024)}"`, "PARSE"],
    ["forty megabytes of JSON", () => withMembers(`"x":"${"x".repeat(40 * 1024 * 1024)}"`), "FILE_TOO_LARGE"],
    ["a web page's beginning of comments alone", () => `${"<!---->".repeat(500)}<htm`, "IMAGE_REFUSED"],
    ["an image of tags that never close", () => `<svg>${"<g>".repeat(1_000_000)}`, "IMAGE_REFUSED"],
    ["an image of white space in a tag", () => `<svg${" ".repeat(10_000_000)}`, "IMAGE_REFUSED"],
    ["an image of attributes without values", () => `<svg${" a".repeat(1_000_000)}`, "IMAGE_REFUSED"],
    ["an image of angle brackets", () => `<svg>${"<".repeat(1_000_000)}`, "IMAGE_REFUSED"],
  ];
  test.each(cases)("%s", async (_title, make, code) => {
    const made = await make();
    const found = await examineBytes(Buffer.from(String(made)), worldOf());
    expect(codesOf(found)).toContain(code);
    expect(found.verdict).toBe("invalid");
  });
});

describe("members of a credential", () => {
  const cases: readonly Case[] = [
    [
      "a hundred thousand contexts",
      async () => ({ ...(await honest()), "@context": [V2, ...times(100_000, () => OB)] }),
      "SHAPE_TYPE",
    ],
    [
      "a hundred thousand types",
      async () => ({ ...(await honest()), type: ["VerifiableCredential", ...times(100_000, (at) => `urn:x:${at}`)] }),
      "SHAPE_TYPE",
    ],
    [
      "ten thousand proofs",
      async () => {
        const whole = await honest();
        return { ...whole, proof: times(10_000, () => (whole["proof"] as Json[])[0] ?? {}) };
      },
      "SHAPE_TYPE",
    ],
    [
      "ten thousand entries of a status",
      async () => ({
        ...(await honest()),
        credentialStatus: times(10_000, () => ({ type: "BitstringStatusListEntry" })),
      }),
      "SHAPE_TYPE",
    ],
    [
      "a hundred thousand nulls",
      async () => ({ ...(await honest()), evidence: times(100_000, () => null) }),
      "SHAPE_NULL",
    ],
    [
      "twenty thousand alignments",
      async () => ({ ...(await honest()), ...achieving({ alignment: alignments(20_000) }) }),
      "SHAPE_LARGE",
    ],
    [
      "three hundred thousand tags",
      async () => ({ ...(await honest()), ...achieving({ tag: times(300_000, String) }) }),
      "SHAPE_LARGE",
    ],
    [
      "fifty levels of profiles, with a hundred names each",
      async () => {
        let profile: JsonObject = { id: "urn:x:p", type: ["Profile"] };
        const names = times(100, () => ({ type: "IdentifierEntry", identifier: "a", identifierType: "systemId" }));
        for (let depth = 0; depth < 50; depth += 1)
          profile = { id: "urn:x:p", type: ["Profile"], otherIdentifier: names, parentOrg: profile };
        return { ...(await honest()), issuer: { id: ISSUER, type: ["Profile"], name: "x", parentOrg: profile } };
      },
      "SHAPE_LARGE",
    ],
    ["ten thousand members", async () => withMembers(members(9_000)), "TERM_UNDEFINED"],
  ];
  test.each(cases)("%s", async (_title, make, code) => {
    const found = await report(await make());
    expect(codesOf(found)).toContain(code);
    expect(found.verdict).not.toBe("valid");
    expect(found.checks.length).toBeLessThan(60);
  });
  test("those of credentials inside are no part of a record's own", () => {
    expect(shapeFindings(record(times(5_000, small)))).toEqual([{ id: "shape", status: "passed" }]);
  });
  test("as many as an honest credential has are judged", async () => {
    const whole = await signed(badge(achieving({ alignment: alignments(200) })));
    expect(codesOf(await report(whole))).toEqual([]);
  });
});

describe("texts made for patterns that try every beginning", () => {
  const spaces = " ".repeat(2_000_000);
  const result = { type: ["Result"], resultDescription: "urn:x:r", value: `1${spaces}x` };
  const described = { id: "urn:x:r", type: ["ResultDescription"], name: "Score", resultType: "Percent", valueMax: "9" };
  const cases: readonly (readonly [title: string, changes: JsonObject])[] = [
    ["slashes in a context's address", { "@context": [V2, OB, `https://x.example${"/".repeat(2_000_000)}x`] }],
    ["a host of an LER-RS's type", { type: ["VerifiableCredential", `http://${"hropen".repeat(400_000)}/`] }],
    [
      "spaces before a sign that never comes",
      {
        credentialSubject: {
          ...subject,
          result: [result],
          achievement: { ...achievement, resultDescription: [described] },
        },
      },
    ],
  ];
  test.each(cases)("%s", async (_title, changes) => {
    expect((await report({ ...(await honest()), ...changes })).verdict).not.toBe("valid");
  });
});

describe("identifiers that every statement would repeat", () => {
  const long = (length: number) => `urn:x:${"x".repeat(length)}`;
  test.each([
    ["of the credential", (id: string): JsonObject => ({ id })],
    ["of the issuer", (id: string): JsonObject => ({ issuer: { id, type: ["Profile"], name: "x" } })],
    ["of an achievement", (id: string): JsonObject => achieving({ id })],
  ])("%s: SHAPE_LARGE", async (_title, make) => {
    expect(codesOf(await report({ ...(await honest()), ...make(long(12_000_000)) }))).toEqual(["SHAPE_LARGE"]);
  });
  test("a picture of some megabytes in its own address is looked at", async () => {
    const image = { id: `data:image/png;base64,${"A".repeat(4_000_000)}`, type: "Image" };
    expect((await report(await signed(badge(achieving({ image }))))).verdict).toBe("valid");
  });
});

test("of a DID document of twenty thousand methods a thousand are read", async () => {
  const web = "did:web:college.example";
  const keys = times(20_000, (at) => ({
    id: `#k${at}`,
    type: "Multikey",
    controller: web,
    publicKeyMultibase: MULTIKEY,
  }));
  const document = { id: web, verificationMethod: keys, assertionMethod: keys.map(({ id }) => id) };
  const whole = await signed(badge({ issuer: { id: web, type: ["Profile"], name: "x" } }), undefined, {
    verificationMethod: `${web}#k999`,
  });
  expect((await report(whole, { documents: { [web]: document } })).verdict).toBe("valid");
});

describe("credentials in a credential", () => {
  /** Work that was done for nothing: reports of members that do not hold. */
  const looked = ({ credentials }: Report) => credentials.length;
  const MOST = 400;

  const cases: readonly (readonly [title: string, make: () => Promise<JsonObject>])[] = [
    ["a hundred thousand empty ones", async () => record(times(100_000, () => ({})))],
    ["a hundred thousand unsigned ones", async () => record(times(100_000, small))],
    ["a hundred thousand words", async () => record(times(100_000, () => "a.b.c"))],
    [
      "ten thousand forged ones",
      async () => {
        const whole = await honest();
        return record(times(10_000, (at) => ({ ...whole, id: `urn:x:${at}` })));
      },
    ],
    [
      "ten thousand forged ones under a signature",
      async () => {
        const whole = await honest();
        return {
          ...(await signed(record([whole]))),
          ...record(times(10_000, (at) => ({ ...whole, id: `urn:x:${at}` }))),
        };
      },
    ],
    [
      "a hundred thousand endorsements",
      async () => ({ ...(await honest()), endorsementJwt: times(100_000, () => "a.b.c") }),
    ],
    ["ten thousand endorsements", async () => ({ ...(await honest()), endorsement: times(10_000, small) })],
    [
      "a hundred thousand in a presentation",
      async () => ({ "@context": [V2], type: ["VerifiablePresentation"], verifiableCredential: times(100_000, small) }),
    ],
    [
      "ten thousand in an LER-RS",
      async () => ({ type: LER_RS, skills: times(10_000, (at) => ({ name: "x", verifications: [small(at)] })) }),
    ],
  ];
  test.each(cases)("%s: laurel leaves off when enough of them do not hold", async (_title, make) => {
    const found = await report(await make());
    expect(found.verdict).toBe("invalid");
    expect(codesOf(found)).toContain("MEMBERS_UNEXAMINED");
    expect(looked(found)).toBeGreaterThan(10);
    expect(looked(found)).toBeLessThan(MOST);
  });

  test("a large record is not put in order when most credentials in it do not hold", async () => {
    const whole = await honest();
    const forged = times(1_000, (at) => ({ ...whole, id: `urn:x:${at}` }));
    const found = await report({ ...(await signed(record([whole]))), ...record(forged) });
    expect(codesOf(found)).toContain("SHAPE_LARGE");
    expect(found.checks.find(({ id }) => id === "proof.signature")?.code).toBe("NOT_REACHED");
  });
  test("a few credentials of many objects each are not put in order together", async () => {
    const large = async (at: number) => ({
      ...(await honest()),
      id: `urn:x:${at}`,
      ...achieving({ alignment: alignments(2_000) }),
    });
    const found = await report(record(await Promise.all(times(20, large))));
    expect(codesOf(found)).toContain("SHAPE_LARGE");
    expect(found.verdict).toBe("invalid");
  });
  test("a sample of large credentials is left off at the first that do not hold", async () => {
    const large = async (at: number) => ({
      ...(await honest()),
      id: `urn:x:${at}`,
      ...achieving({ alignment: alignments(1_000) }),
    });
    const found = await report(record(await Promise.all(times(60, large))));
    expect(codesOf(found)).toContain("SHAPE_LARGE");
    expect(looked(found)).toBeLessThan(3);
  });
  test("a record of more credentials than anybody has is not put in order, whatever they are", async () => {
    const strange = (at: number): JsonObject => ({
      ...small(at),
      "@context": [V2, "https://x.example/context"],
      proof: [{ type: "OtherProof" }],
    });
    const found = await report(record(times(40_000, strange)));
    expect(found.checks.find(({ code }) => code === "SHAPE_LARGE")?.message).toContain(
      "more in it than laurel looks at",
    );
  });
  test("nobody is asked for anything while it is only sampled", async () => {
    const log: string[] = [];
    const [proof] = (await honest())["proof"] as JsonObject[];
    const elsewhere = (at: number): JsonObject => {
      const issuer = `https://issuer${at}.example/`;
      return { ...small(at), issuer, proof: [{ ...proof, verificationMethod: `${issuer}#key` }] };
    };
    const found = await report({ ...(await signed(record([small(0)]))), ...record(times(420, elsewhere)) }, { log });
    expect(codesOf(found)).toContain("SIGNATURE_WRONG");
    expect(log).toEqual([]);
  });
  test("a large record of honest badges, doubled for no one, is verified whole", async () => {
    const badges = [];
    for (let at = 0; at < 350; at += 1) badges.push(await signed(badge({ id: `urn:x:${at}` })));
    const found = await report(await signed(record(badges)));
    expect(codesOf(found)).toEqual([]);
    expect(found.credentials.length).toBe(350);
    expect(found.verdict).toBe("valid");
  });
  test("one bad badge among many honest ones is found, wherever it stands", async () => {
    const badges: JsonObject[] = [];
    for (let at = 0; at < 60; at += 1) badges.push(await signed(badge({ id: `urn:x:${at}` })));
    for (const at of [0, 31, 59]) {
      const changed = badges.map((one, index) => (index === at ? { ...one, name: "Another" } : one));
      const found = await report(await token({ ...record(changed), iss: ISSUER }));
      expect(found.credentials.map(({ verdict }) => verdict).indexOf("invalid")).toBe(at);
      expect(found.verdict).toBe("invalid");
    }
  });
  test("doubles without number are named a few times", async () => {
    const whole = await honest();
    const found = await report(record(times(400, () => whole)));
    const doubled = found.checks.filter(({ code }) => code === "MEMBER_DOUBLE");
    expect(doubled.length).toBeGreaterThan(5);
    expect(doubled.length).toBeLessThan(30);
  });
});
