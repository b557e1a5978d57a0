// CASE files into frameworks.
import { fault } from "../core/fault.ts";
import type { Json } from "../core/json.ts";
import { parseJson } from "../core/strict-json.ts";
import { type FrameworkFacts, frameworkFacts } from "../frameworks/facts.ts";
import type { Framework } from "../frameworks/framework.ts";
import { readFramework } from "../frameworks/reader.ts";
import { strangerOf } from "../frameworks/stranger.ts";
import { credentialFiles } from "./credential-file.ts";
import { decoded } from "./encoding.ts";
import { readBytes } from "./files.ts";

/** A whole state's standards take 5 MB. */
const LIMITS = { size: 64 * 1024 * 1024, depth: 64 };

/** A CASE file as it stands: its text, and the JSON in it. */
export interface FrameworkSource {
  readonly file: string;
  readonly text: string;
  readonly value: Json;
  readonly bytes: Uint8Array;
}

/** The JSON of a file, or on standard input for `-`. Throws a Fault of the file, JSON_INVALID or FRAMEWORK_INVALID. */
export async function readFrameworkSource(file: string): Promise<FrameworkSource> {
  const bytes = await readBytes(file);
  const stranger = strangerOf(bytes);
  if (stranger !== undefined) {
    throw fault("FRAMEWORK_INVALID", `want a CASE framework as JSON, got ${stranger.is}`, {
      file,
      hint: stranger.hint,
    });
  }
  const { text } = decoded(bytes, file);
  return { file, text, bytes, value: parseJson(text, { file }, LIMITS) };
}

/** The framework in a file. */
export async function readFrameworkFile(file: string): Promise<Framework> {
  return readFramework((await readFrameworkSource(file)).value, file);
}

/** Files, with each folder replaced by the JSON files in it. */
export async function frameworkFiles(inputs: readonly string[]): Promise<readonly string[]> {
  return (await credentialFiles(inputs)).filter((file) => inputs.includes(file) || file.endsWith(".json"));
}

/** Frameworks, each with what is recorded of its use. */
export async function readFrameworksWithFacts(
  files: readonly string[],
): Promise<ReadonlyMap<Framework, FrameworkFacts>> {
  const frameworks = new Map<Framework, FrameworkFacts>();
  for (const file of await frameworkFiles(files)) {
    const { value, bytes } = await readFrameworkSource(file);
    const framework = readFramework(value, file);
    frameworks.set(framework, frameworkFacts(framework, bytes));
  }
  return frameworks;
}

export async function readFrameworks(files: readonly string[]): Promise<readonly Framework[]> {
  return [...(await readFrameworksWithFacts(files)).keys()];
}
