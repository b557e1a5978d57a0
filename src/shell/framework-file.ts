// CASE files into frameworks.
import { parseJson } from "../core/strict-json.ts";
import type { Framework } from "../frameworks/framework.ts";
import { readFramework } from "../frameworks/reader.ts";
import { credentialFiles, readText } from "./files.ts";

/** A whole state's standards take 5 MB. */
const LIMITS = { size: 64 * 1024 * 1024, depth: 64 };

/** The framework in a file, or on standard input for `-`. Throws a Fault of the file, JSON_INVALID or FRAMEWORK_INVALID. */
export async function readFrameworkFile(file: string): Promise<Framework> {
  return readFramework(parseJson(await readText(file), { file }, LIMITS), file);
}

/** Files, with each folder replaced by the JSON files in it. */
export async function frameworkFiles(inputs: readonly string[]): Promise<readonly string[]> {
  return (await credentialFiles(inputs)).filter((file) => inputs.includes(file) || file.endsWith(".json"));
}

export async function readFrameworks(files: readonly string[]): Promise<readonly Framework[]> {
  const frameworks: Framework[] = [];
  for (const file of await frameworkFiles(files)) frameworks.push(await readFrameworkFile(file));
  return frameworks;
}
