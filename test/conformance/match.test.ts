// Matching on frameworks as their publishers made them: badges are signed here, the competencies are theirs.
import { expect, test } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { defaultDid, generateKey } from "../../src/dids/signing-key.ts";
import { heldIn } from "../../src/flows/holding.ts";
import { matchOf } from "../../src/flows/match.ts";
import { deskFor } from "../../src/flows/match-desk.ts";
import { alignmentOf } from "../../src/frameworks/alignment.ts";
import type { Framework, Item } from "../../src/frameworks/framework.ts";
import { readFramework } from "../../src/frameworks/reader.ts";
import { jobOf } from "../../src/model/job.ts";
import { securing } from "../../src/proofs/secure.ts";
import { badge, NOW } from "../outputs/ler-rs/sample.ts";
import { conformance, sharedJson } from "../shared.ts";

const key = generateKey("ed25519");
const issuer = defaultDid(key);
const world = { now: NOW, load: async () => ({ ok: false as const, reason: "no network in tests" }), keys: [] };

async function holdingOf(alignment: JsonObject) {
  const document = badge({ name: "Shown", achievement: { achievementType: "Competency", alignment: [alignment] } });
  const own = { ...document, issuer: { id: issuer, type: ["Profile"], name: "Example School" } };
  const { text } = await securing("eddsa-rdfc-2022", key).secure(own, { key, issuer, created: "2026-06-01T00:00:00Z" });
  return (await heldIn(Buffer.from(text), "a.json", world)).holdings;
}

const read = (name: string): Framework => readFramework(sharedJson(`real/case/${name}`));
const itemOf = (framework: Framework, identifier: string): Item =>
  framework.items.find((item) => item.identifier === identifier) as Item;
const askFor = async (reference: string, frameworks: readonly Framework[], alignment: JsonObject) =>
  matchOf(deskFor(jobOf([reference]).value, frameworks), await holdingOf(alignment)).requirements[0];

conformance("On real frameworks a competency is shown", () => {
  test("by a standard of Texas that is a part of the one wanted, at any depth", async () => {
    const framework = read("teks-math.json");
    const [child, parent] = framework.associations
      .filter(
        ({ type, origin, destination }) =>
          type === "isChildOf" && itemOf(framework, origin.identifier) && itemOf(framework, destination.identifier),
      )
      .map(
        ({ origin, destination }) =>
          [itemOf(framework, origin.identifier), itemOf(framework, destination.identifier)] as const,
      )
      .find(([item]) => /^https?:/.test(item.uri ?? "") && item.plain !== "") as readonly [Item, Item];
    const match = await askFor(parent.identifier, [framework], alignmentOf(child, framework));
    expect(match).toMatchObject({ answer: "shown", parts: { shown: 1 }, evidence: [{ strength: "part" }] });
    expect((await askFor(child.identifier, [framework], alignmentOf(parent, framework)))?.answer).toBe("not shown");
  });

  test.each(["what-standards-could-be.json", "mockMATHPackage.json"])(
    "by what %s says is the same, from either end",
    async (name) => {
      const framework = read(name);
      const association = framework.associations.find(({ type }) => type === "exactMatchOf");
      const ends = [association?.origin, association?.destination].map((link) => link?.identifier ?? "");
      const alignment = (identifier: string): JsonObject => ({
        type: ["Alignment"],
        targetName: "T",
        targetType: "CFItem",
        targetUrl: `https://elsewhere.example/${identifier}`,
      });
      for (const [wanted = "", shown = ""] of [ends, [...ends].reverse()]) {
        const match = await askFor(wanted, [framework], alignment(shown));
        expect(match, `${wanted} by ${shown}`).toMatchObject({
          answer: "shown",
          evidence: [{ strength: "exactMatchOf", path: [{ type: "exactMatchOf" }] }],
        });
      }
    },
  );

  test("by no item of another framework, whatever it is called", async () => {
    const frameworks = ["teks-economics.json", "teks-math.json"].map(read);
    const [one, other] = frameworks.map(
      ({ items }) => items.find(({ uri, plain }) => /^https?:/.test(uri ?? "") && plain !== "") as Item,
    );
    const match = await askFor(one?.identifier ?? "", frameworks, {
      ...alignmentOf(other as Item, frameworks[1] as Framework),
      targetName: one?.plain ?? "",
    });
    expect(match).toMatchObject({ answer: "not shown", evidence: [], apart: [] });
  });
});
