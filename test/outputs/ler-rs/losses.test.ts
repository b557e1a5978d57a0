import { existsSync, readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isObject, type Json, type JsonObject } from "../../../src/core/json.ts";
import { LER_RS_BODY_SCHEMA } from "../../../src/schemas/ler-rs.ts";
import { validate } from "../../../src/schemas/validate.ts";
import { conformance, sharedFile, sharedJson } from "../../shared.ts";
import { idleMappings, lostIn, pointersOf } from "./account.ts";
import { anyCredential } from "./arbitrary.ts";
import { badge, clr, converted, course, record, SAMPLES } from "./sample.ts";

const lossesOf = (document: JsonObject) => converted([document]).accounts[0]?.losses ?? [];
const lossAt = (document: JsonObject, pointer: string) => lossesOf(document).find((loss) => loss.pointer === pointer);

describe("The account of a conversion", () => {
  test.each(Object.entries(SAMPLES))("lists only leaves of the source, each once, in its order: %s", (_, document) => {
    const pointers = lossesOf(document).map(({ pointer }) => pointer);
    expect(pointers.length).toBeGreaterThan(5);
    expect(pointers).toEqual(pointersOf(document).filter((pointer) => pointers.includes(pointer)));
    expect(new Set(pointers).size).toBe(pointers.length);
  });

  test.each(Object.entries(SAMPLES))("calls nothing mapped that its fields do not say: %s", (_, document) => {
    expect(idleMappings(document)).toEqual([]);
  });

  test("names what nobody has ever heard of", () => {
    const strange = badge({ name: "Odd", achievement: { "x/y~z": { deep: ["a", 1] } }, subject: { mood: "bright" } });
    const found = lossesOf(strange)
      .filter(({ kind }) => kind === "content")
      .map(({ pointer }) => pointer);
    expect(found).toEqual([
      "/credentialSubject/mood",
      "/credentialSubject/achievement/x~1y~0z/deep/0",
      "/credentialSubject/achievement/x~1y~0z/deep/1",
    ]);
  });

  test("tells what is lost, what stands in words, and what only the proof needs apart", () => {
    expect(lossAt(course, "/image/id")?.kind).toBe("content");
    expect(lossAt(course, "/credentialSubject/creditsEarned")?.kind).toBe("words");
    expect(lossAt(course, "/@context/0")?.kind).toBe("form");
    expect(lossAt(course, "/credentialSubject/achievement/name")).toBeUndefined();
  });

  test("of a record points into each member", () => {
    expect(lossAt(record, "/credentialSubject/verifiableCredential/1/image/id")?.reason).toContain("pictures");
    expect(lossAt(record, "/credentialSubject/verifiableCredential/1/credentialSubject/creditsEarned")?.kind).toBe(
      "words",
    );
  });

  test("of several files is one for each", () => {
    const { accounts } = converted([course, badge({ name: "Other", achievement: { version: "2" } })]);
    expect(accounts).toHaveLength(2);
    expect(accounts[1]?.losses.filter(({ kind }) => kind === "content").map(({ pointer }) => pointer)).toEqual([
      "/credentialSubject/achievement/version",
    ]);
  });

  test("says that a hashed identifier needs the registrar's help", () => {
    const hashed = badge({
      name: "Hashed",
      subject: {
        identifier: [
          { type: "IdentityObject", hashed: true, identityHash: "sha256$abc", identityType: "emailAddress", salt: "s" },
        ],
      },
    });
    expect(lossAt(hashed, "/credentialSubject/identifier/0/identityHash")?.reason).toContain("--person");
  });

  test("of an achievement that stands twice says so, and what differs is lost", () => {
    const achievement = (course["credentialSubject"] as JsonObject)["achievement"] as JsonObject;
    const doubled = clr([course], { achievement: [{ ...achievement, description: "Something else." }] });
    expect(lossAt(doubled, "/credentialSubject/achievement/0/name")?.kind).toBe("form");
    expect(lossAt(doubled, "/credentialSubject/achievement/0/description")?.kind).toBe("content");
  });
});

describe("Credentials of any content", () => {
  test("give a body that fits our schema, and every leaf is mapped or listed", async () => {
    await fc.assert(
      fc.asyncProperty(anyCredential, async (document) => {
        const conversion = converted([document]);
        expect(await validate(LER_RS_BODY_SCHEMA, conversion.body)).toEqual([]);
        const pointers = new Set(pointersOf(document));
        const lost = lostIn(conversion);
        expect([...lost].filter((pointer) => !pointers.has(pointer))).toEqual([]);
        expect(idleMappings(document)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test("give the same body and account each time", () => {
    fc.assert(
      fc.property(anyCredential, (document) => {
        expect(JSON.stringify(converted([document]))).toBe(JSON.stringify(converted([structuredClone(document)])));
      }),
      { numRuns: 50 },
    );
  });
});

conformance("Credentials that others made", () => {
  const files = ["clr2", "ob3-di", "unsigned"].flatMap((kind) =>
    (existsSync(sharedFile(`vectors/${kind}`)) ? readdirSync(sharedFile(`vectors/${kind}`)) : [])
      .map((name) => `vectors/${kind}/${name}/input.json`)
      .filter((file) => existsSync(sharedFile(file))),
  );

  /** Some of these files are broken on purpose. */
  const jsonAt = (file: string): Json => {
    try {
      return sharedJson(file);
    } catch {
      return null;
    }
  };

  test("have each leaf mapped or listed", () => {
    let seen = 0;
    for (const file of files) {
      const document = jsonAt(file);
      if (!isObject(document) || !isObject(document["credentialSubject"])) continue;
      seen += 1;
      const pointers = new Set(pointersOf(document));
      for (const pointer of lostIn(converted([document]))) expect(pointers, `${file}${pointer}`).toContain(pointer);
      if (JSON.stringify(document).length < 12_000) expect(idleMappings(document), file).toEqual([]);
    }
    expect(seen).toBeGreaterThan(40);
  });
});
