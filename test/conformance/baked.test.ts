// Credentials baked into images, presentations and LER-RS as others have published them.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Report } from "../../src/checks/examination.ts";
import type { JsonObject } from "../../src/core/json.ts";
import { examine, examineBytes } from "../../src/flows/examine.ts";
import type { Baked } from "../../src/readers/baked.ts";
import { bakedInPng, isPng } from "../../src/readers/png.ts";
import { bakedInSvg } from "../../src/readers/svg.ts";
import { bring } from "../../src/shell/evidence.ts";
import { conformance, sharedFile, sharedJson, sharedText } from "../shared.ts";

const NOW = new Date("2026-11-01T00:00:00Z");
const nobody = { now: NOW, keys: [], load: async () => ({ ok: false, reason: "offline" }) as const };

interface Case {
  readonly name: string;
  readonly folder: string;
  readonly input: string;
  readonly expected: JsonObject;
}

const casesOf = (kind: string): readonly Case[] =>
  readdirSync(sharedFile(`vectors/${kind}`)).map((name) => {
    const folder = sharedFile(`vectors/${kind}/${name}/`);
    const expected = sharedJson(`vectors/${kind}/${name}/expected.json`) as JsonObject;
    return { name, folder, input: folder + String([expected["input"]].flat()[0]), expected };
  });

const bakedIn = (bytes: Buffer): Baked =>
  isPng(bytes) ? bakedInPng(bytes) : bakedInSvg(bytes.toString("utf8").trim());
const parseOf = ({ checks }: Report) => checks.find(({ id }) => id === "parse");

async function judged({ folder, input }: Case): Promise<Report> {
  const evidence = ["docs.json", "status-lists.json"].map((file) => folder + file).filter((path) => existsSync(path));
  return examineBytes(readFileSync(input), { ...(await bring({ evidence, keys: [] }, true)).forFile(), now: NOW });
}

conformance("images with credentials in them", () => {
  test("each gives the very text that its publishers put into it", () => {
    let compared = 0;
    for (const { name, input, expected } of casesOf("baked")) {
      const wanted = (expected["extraction"] as JsonObject)["payloadSha256"];
      const baked = bakedIn(readFileSync(input));
      expect(baked.ok, name).toBe(wanted !== undefined);
      if (!baked.ok) continue;
      const digests = [baked.text, baked.text.trim()].map((text) => createHash("sha256").update(text).digest("hex"));
      expect(digests, name).toContain(wanted);
      compared += 1;
    }
    expect(compared).toBeGreaterThan(10);
  });

  test("each is judged as the text in it would be, and it is said how it came", async () => {
    const said = new Map<string, string>();
    for (const one of casesOf("baked")) said.set(one.name, parseOf(await judged(one))?.message ?? "");
    expect(said.get("1edtech-simple-json-svg")).toBe("SVG, JSON");
    expect(said.get("1edtech-simple-jwt-png")).toBe("PNG, JWT");
    expect(said.get("openbadgeslib-rsa-png")).toBe("PNG (under the name of Open Badges 2.0), JWT");
    expect(said.get("andamio-unbaked-png")).toBe("the PNG image holds no credential");
  });

  test("with an assertion of Open Badges 2.0 they are named as such, and never valid", async () => {
    for (const one of casesOf("ob2").filter(({ input }) => /\.(png|svg)$/.test(input))) {
      const found = await judged(one);
      expect(found.verdict, one.name).toBe("invalid");
      expect(["OPEN_BADGES_2", "IMAGE_EMPTY"], one.name).toContain(parseOf(found)?.code);
    }
  });
});

conformance("presentations of the data model's own tests", () => {
  /** They bring terms of their own in an inline context, which laurel refuses by its gate. */
  const inline = (text: string): boolean => /"@context":\s*\[[^\]]*\{/.test(text);
  const cases = (verdict: string) =>
    casesOf("vcdm2").filter(
      ({ name, expected }) => name.startsWith("presentation-") && expected["verdict"] === verdict,
    );

  test("what the standard accepts fails only where nobody signed, what it rejects fails for itself", async () => {
    for (const { name, input } of cases("accept")) {
      const text = readFileSync(input, "utf8");
      if (inline(text)) continue;
      const found = await examine(text, nobody);
      const failed = found.checks.filter(({ status }) => status === "failed").map(({ code }) => code);
      expect(["PROOF_MISSING", "MEMBER_INVALID"], name).toEqual(expect.arrayContaining(failed));
    }
    for (const { name, input } of cases("reject")) {
      const found = await examine(readFileSync(input, "utf8"), nobody);
      const codes = [found, ...found.credentials].flatMap(({ checks }) =>
        checks.filter(({ status }) => status === "failed" || status === "unknown").map(({ code }) => code ?? ""),
      );
      expect(
        codes.filter((code) => !["PROOF_MISSING", "MEMBER_INVALID"].includes(code)),
        name,
      ).not.toEqual([]);
    }
  });
});

conformance("LER-RS of others", () => {
  const recordsIn = (folder: string, files: readonly string[]) =>
    files.map((file) => [file, sharedText(`${folder}/${file}`)] as const);
  const samples = () => [
    ...recordsIn("real/ler-rs", readdirSync(sharedFile("real/ler-rs"))),
    ...recordsIn(
      "vectors/ler-rs",
      readdirSync(sharedFile("vectors/ler-rs"))
        .filter((name) => name.startsWith("1edtech"))
        .map((name) => `${name}/input.json`),
    ),
  ];

  test("each is read, its originals are looked at one by one, and none is valid that nobody could check", async () => {
    const verdicts = new Map<string, string>();
    for (const [file, text] of samples()) {
      const found = await examine(text, nobody);
      expect(parseOf(found)?.status, file).toBe("passed");
      expect(found.checks.find(({ id }) => id === "type")?.status, file).toBe("passed");
      const inside = found.credentials.map(({ verdict }) => verdict).sort();
      verdicts.set(file, [found.verdict, ...inside].join(" "));
    }
    expect(Object.fromEntries(verdicts)).toMatchObject({
      // Proofs of a suite that laurel does not check, over words that no context defines; an original has expired.
      "LER-RS_V2_VCwrapper.json": "inconclusive inconclusive",
      "LER-RS_V2_UC008_portability.json": "invalid inconclusive invalid",
      // Signed, with a context that is not in the bundle.
      "ler-rs-vc.lerrsType-json.signed.reference.json": "inconclusive valid",
    });
    expect([...verdicts.values()].every((said) => !said.startsWith("valid"))).toBe(true);
  });

  test("what is no LER-RS, but a part of one or its schema, is no credential", async () => {
    for (const { name, input } of casesOf("ler-rs").filter(({ name: one }) => one.startsWith("hropen"))) {
      const found = await examine(readFileSync(input, "utf8"), nobody);
      expect(parseOf(found)?.code, name).toBe("NOT_A_CREDENTIAL");
      expect(found.verdict, name).toBe("invalid");
    }
  });
});
