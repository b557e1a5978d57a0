// laurel verify on everything that a credential comes in, as a person reads the answer.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { badge, claims, ISSUER, signed, token, V2 } from "../checks/forge.ts";
import { element, iTXt, png, svg } from "../readers/images.ts";
import { laurel } from "../road.ts";

let folder: string;
const at = (name: string): string => join(folder, name);
const put = (name: string, body: JsonObject | string | Uint8Array): void =>
  writeFileSync(at(name), typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body));
const verify = (...names: readonly string[]) =>
  laurel("verify", ...names.map(at), "--offline", "--now", "2026-06-01T12:00:00Z");

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "laurel-forms-"));
  mkdirSync(at("mixed"));
  const honest = await signed(badge());
  const text = JSON.stringify(honest);
  const presentation = { "@context": [V2], type: ["VerifiablePresentation"], verifiableCredential: [honest] };
  put("mixed/a.png", png(iTXt(text)));
  put("mixed/b.svg", svg(element(text)));
  put("mixed/c.jwt", await token(claims(badge())));
  put("mixed/logo.png", png());
  put("picture.png", png());
  put("torn.png", png(iTXt(text)).subarray(0, 200));
  put("envelope.json", presentation);
  put("holder.json", { ...presentation, holder: ISSUER });
  put("asked.json", await signed(presentation, undefined, { proofPurpose: "authentication", challenge: "4711" }));
  put("record.json", {
    type: "http://schema.hropenstandards.org/4.4/recruiting/json/ler-rs/LER-RSType.json",
    skills: [{ name: "Welding", verifications: [honest] }, { name: "Diving" }],
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a folder of images and tokens is verified, and its mere pictures are left alone", async () => {
  const run = await verify("mixed");
  expect(run.status).toBe(0);
  expect(run.err).toContain("3 files: 3 valid");
});
test.each([
  ["picture.png", 1, ["IMAGE_EMPTY", "many programs take the badge out"]],
  ["torn.png", 1, ["IMAGE_DAMAGED", "Ask for the image again"]],
  ["envelope.json", 0, ["nobody signed the presentation", "1 credential: 1 valid"]],
  ["holder.json", 4, ["PRESENTATION_UNSIGNED", '"holder"', "not on who shows them"]],
  ["asked.json", 0, ["it was made for the challenge", "4711", "1 credential: 1 valid"]],
  ["record.json", 4, ["RECORD_UNSIGNED", "Rely on the originals", "1 credential: 1 valid"]],
] as const)("%s", async (name, status, said) => {
  const run = await verify(name);
  for (const words of said) expect(run.out).toContain(words);
  expect(run.status).toBe(status);
});
