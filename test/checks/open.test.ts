// parse: how a credential was carried is told, and a file that is none is named rather than guessed at.
import { describe, expect, test } from "vitest";
import type { Report } from "../../src/checks/examination.ts";
import type { Json, JsonObject } from "../../src/core/json.ts";
import { examineBytes } from "../../src/flows/examine.ts";
import { chunk, element, iTXt, png, svg } from "../readers/images.ts";
import { badge, CLR, claims, codesOf, ISSUER, OB, record, report, signed, token, V2, worldOf } from "./forge.ts";

const judged = (bytes: Uint8Array | string): Promise<Report> => examineBytes(Buffer.from(bytes), worldOf());
const parseOf = ({ checks }: Report) => checks.find(({ id }) => id === "parse");
const json = async () => JSON.stringify(await signed(badge()));
const jwt = () => token(claims(badge()));

describe("a credential is the same credential however it is carried", () => {
  const carriers: readonly (readonly [how: string, make: () => Promise<Uint8Array | string>])[] = [
    ["JSON", json],
    ["JSON", async () => `\ufeff\n ${await json()} \n`],
    ["JWT", jwt],
    ["JWT", async () => `${await jwt()}\n`],
    ["PNG, JSON", async () => png(iTXt(await json()))],
    ["PNG, JWT", async () => png(iTXt(await jwt()))],
    ["PNG (compressed), JSON", async () => png(iTXt(await json(), { flag: 1 }))],
    ["SVG, JSON", async () => svg(element(await json()))],
    ["SVG, JWT", async () => `\ufeff ${svg(`<openbadges:credential verify="${await jwt()}"/>`)}`],
    ["PNG (under the name of Open Badges 2.0), JWT", async () => png(iTXt(await jwt(), { keyword: "openbadges" }))],
    ["PNG (under the name of Open Badges 2.0), JSON", async () => png(chunk("tEXt", `openbadges\0${await json()}`))],
  ];
  test.each(carriers)("%s", async (how, make) => {
    const found = await judged(await make());
    expect(parseOf(found)).toEqual({ id: "parse", status: "passed", message: how });
    expect(codesOf(found)).toEqual([]);
    expect(found).toMatchObject({ verdict: "valid", id: badge()["id"], type: "OpenBadgeCredential" });
  });
  test("a record in an image brings the badges in it", async () => {
    const whole = await signed(record([await signed(badge())]));
    const found = await judged(png(iTXt(JSON.stringify(whole), { keyword: "clrcredential" })));
    expect(found.credentials.map(({ verdict }) => verdict)).toEqual(["valid"]);
    expect(found.verdict).toBe("valid");
  });
  test("a change inside an image is found as in any file", async () => {
    const changed = (await json()).replace("Joins steel.", "Joins stone.");
    expect(codesOf(await judged(png(iTXt(changed))))).toEqual(["SIGNATURE_WRONG"]);
  });
});

describe("a file that is no credential says what it is", () => {
  const cases: readonly (readonly [title: string, bytes: Uint8Array | string, code: string, said: RegExp])[] = [
    ["an image without one", png(), "IMAGE_EMPTY", /PNG image holds no credential/],
    ["a drawing without one", svg(""), "IMAGE_EMPTY", /SVG image holds no credential/],
    ["broken JSON in an image", png(iTXt("{")), "JSON_INVALID", /in the PNG image: line 1/],
    ["rubbish in an image", png(iTXt("rubbish")), "PARSE", /in the PNG image/],
    ["an image in an image", png(iTXt(svg(element("{}")))), "PARSE", /in the PNG image/],
    [
      "an assertion of Open Badges 2.0 by its address",
      png(iTXt("https://x.example/1", { keyword: "openbadges" })),
      "OPEN_BADGES_2",
      /Open Badges 2\.0/,
    ],
    [
      "an assertion of Open Badges 2.0",
      png(iTXt('{"type":"Assertion","badge":"https://x.example/b"}', { keyword: "openbadges" })),
      "OPEN_BADGES_2",
      /Open Badges 2\.0/,
    ],
    ["a photograph", Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0]), "PARSE", /JPEG/],
    ["a PDF", "%PDF-1.7 ...", "PARSE", /PDF/],
    ["an archive", Buffer.from("PK\x03\x04...."), "PARSE", /ZIP/],
    ["another encoding", Buffer.from([0xff, 0xfe, 0x7b, 0]), "ENCODING", /UTF-8/],
    ["other XML", "<x/>", "IMAGE_REFUSED", /other XML/],
  ];
  test.each(cases)("%s", async (_title, bytes, code, said) => {
    const found = await judged(bytes);
    expect(found.verdict).toBe("invalid");
    expect(parseOf(found)).toMatchObject({ status: "failed", code, message: expect.stringMatching(said) });
    expect(new Set(found.checks.map(({ id }) => id)).size).toBe(15);
  });
});

test("of many credentials in one image, none is unpacked", async () => {
  const bomb = iTXt("x".repeat(1024 * 1024), { flag: 1 });
  const before = process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed;
  const found = await judged(png(...Array.from({ length: 400 }, () => bomb)));
  expect(parseOf(found)?.code).toBe("IMAGE_CROWDED");
  expect(process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed - before).toBeLessThan(100 * 1024 * 1024);
});

test.each(["a token of four parts", "a token of five parts"])("%s is none", async (title) => {
  const more = title.includes("four") ? ".AAAA" : ".AAAA.AAAA";
  expect(parseOf(await judged((await jwt()) + more))).toMatchObject({ status: "failed", code: "PARSE" });
});

describe("envelopes", () => {
  const envelope = (data: string, type: Json = "EnvelopedVerifiableCredential"): JsonObject => ({
    "@context": [V2],
    type,
    id: data,
  });
  test("a credential in an envelope is the credential", async () => {
    for (const type of ["EnvelopedVerifiableCredential", ["EnvelopedVerifiableCredential"]]) {
      const found = await report(envelope(`data:application/vc+jwt,${await jwt()}`, type));
      expect(found).toMatchObject({ verdict: "valid", type: "OpenBadgeCredential" });
    }
  });
  test.each([
    ["data:application/vc+sd-jwt,a.b.c", "unknown", "FORMAT_UNSUPPORTED"],
    ["data:application/vc+cose,abc", "unknown", "FORMAT_UNSUPPORTED"],
    ["https://x.example/1", "failed", "PARSE"],
    ["data:application/vc+jwt,rubbish", "failed", "PARSE"],
  ])("%s: %s", async (data, status, code) => {
    expect(parseOf(await report(envelope(data)))).toMatchObject({ status, code });
  });
});

test("what the shape gate refuses is still named, and what stands inside is still looked at", async () => {
  const whole: JsonObject = {
    ...(await signed(record([await signed(badge())]))),
    "@context": [{ "@vocab": "https://www.w3.org/2018/credentials#" }],
  };
  const found = await report(whole);
  expect(found).toMatchObject({ verdict: "invalid", type: "ClrCredential", id: whole["id"] });
  expect(found.credentials.map(({ verdict }) => verdict)).toEqual(["valid"]);
  expect(codesOf(found)).toEqual(["SHAPE_CONTEXT"]);
});

test("a token of data model 2.0 in a vc claim is read, as long as nothing stands beside it", async () => {
  expect((await report(await token({ iss: ISSUER, vc: badge() }))).verdict).toBe("valid");
});

test("a word with a prefix that is nobody's is an extension, and signed like every other", async () => {
  const extended = badge({ "example:note": "kept" });
  const found = await report(await signed(extended));
  expect(found.verdict).toBe("valid");
  expect((await report({ ...(await signed(extended)), "example:note": "changed" })).verdict).toBe("invalid");
});

test("of another type, a context written into the credential adds words, and its signature covers them", async () => {
  const own = {
    "@context": [V2, { colour: "https://x.example/colour" }],
    type: ["VerifiableCredential"],
    colour: "red",
  };
  const { name: _, ...bare } = badge(own);
  const honest: JsonObject = { ...bare, issuer: ISSUER, credentialSubject: { id: "did:example:ada" } };
  expect(await report(await signed(honest))).toMatchObject({ verdict: "valid" });
  expect((await report({ ...(await signed(honest)), colour: "blue" })).verdict).toBe("invalid");
  const renamed = { "@context": [V2, { colour: "https://x.example/hue" }] };
  expect((await report({ ...(await signed(honest)), ...renamed })).verdict).toBe("invalid");
});

test("for what stands inside something that the shape gate refused, nobody is asked", async () => {
  const log: string[] = [];
  const elsewhere = badge({ issuer: { id: "did:web:college.example", type: ["Profile"], name: "College" } });
  const inside = await signed(elsewhere, undefined, { verificationMethod: "did:web:college.example#key" });
  const whole = await signed(record([inside]));
  const words = (vocabulary: string) => ({ ...whole, "@context": [V2, CLR, OB, { "@vocab": vocabulary }] });
  await report(words("https://www.w3.org/"), { log });
  await report(words("https://x.example/"), { log });
  expect(log).toEqual([]);
  await report(whole, { log });
  expect(log).not.toEqual([]);
});
