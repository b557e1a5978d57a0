// A registrar's desk: a folder with settings, catalogue, framework and key, and the command line over it, in process.
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { JsonObject } from "../src/core/json.ts";
import { filesUnder, laurel, NOW, type Run } from "./road.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export const SETTINGS = `issuer:
  name: Example College
key: keys/issuer.jwk.json
achievements: achievements.yaml
frameworks: [welding.case.json]
`;

export const CATALOGUE = `- slug: soil-101
  type: Course
  name: Introduction to Soil
  code: SOIL-101
  description: Texture, structure and life of garden soils.
  criteria: Pass the written test.
  results:
    - { name: Final grade, type: LetterGrade, allowed: [F, D, C, B, A] }
- slug: welding
  type: Certificate
  name: Welding
  description: Welds.
  criteria: Weld.
`;

export interface Desk {
  readonly folder: string;
  readonly at: (...parts: readonly string[]) => string;
  readonly write: (path: string, body: string | Uint8Array) => string;
  readonly read: (path: string) => string;
  readonly has: (path: string) => boolean;
  /** Every credential under a folder of the desk, by path. */
  readonly credentials: (folder?: string) => ReadonlyMap<string, JsonObject>;
  /** Runs a command at NOW, offline, with the desk's settings; the desk's folder is left out of what is said. */
  readonly run: (...args: readonly string[]) => Promise<Run>;
  /** Writes a roster and issues it into `credentials`. */
  readonly issue: (roster: string, name?: string, ...flags: readonly string[]) => Promise<Run>;
}

/** Files of the desk by path; they stand beside the usual ones, or in their place. */
export function desk(files: Readonly<Record<string, string>> = {}): Desk {
  const folder = mkdtempSync(join(tmpdir(), "laurel-desk-"));
  onTestFinished(() => {
    chmodSync(folder, 0o700);
    rmSync(folder, { recursive: true, force: true });
  });
  const at = (...parts: readonly string[]) => join(folder, ...parts);
  const write = (path: string, body: string | Uint8Array) => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), body);
    return at(path);
  };
  mkdirSync(at("keys"));
  cpSync(here("golden/key.jwk.json"), at("keys/issuer.jwk.json"));
  chmodSync(at("keys/issuer.jwk.json"), 0o600);
  cpSync(here("../fixtures/welding.case.json"), at("welding.case.json"));
  for (const [path, body] of Object.entries({ "laurel.yaml": SETTINGS, "achievements.yaml": CATALOGUE, ...files }))
    write(path, body);
  const run = async (...args: readonly string[]) => {
    const { status, out, err } = await laurel(...args, "--config", at("laurel.yaml"), "--now", NOW, "--offline");
    const near = (text: string) => text.replaceAll(`${folder}/`, "");
    return { status, out: near(out), err: near(err) };
  };
  return {
    folder,
    at,
    write,
    read: (path) => readFileSync(at(path), "utf8"),
    has: (path) => existsSync(at(path)),
    credentials: (path = "credentials") =>
      new Map(
        existsSync(at(path))
          ? [...filesUnder(at(path))].flatMap(([name, text]) =>
              name.endsWith(".json") ? [[name, JSON.parse(text) as JsonObject] as const] : [],
            )
          : [],
      ),
    run,
    issue: (roster, name = "roster.csv", ...flags) =>
      run("issue", write(name, roster), "--out", at("credentials"), ...flags),
  };
}
