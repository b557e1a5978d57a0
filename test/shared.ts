// The official files and real files of others that stand beside a checkout; never a part of the project.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe } from "vitest";
import type { Json } from "../src/core/json.ts";

const folder = fileURLToPath(new URL("../../shared/", import.meta.url));

/** The folder's path, or undefined when it is not there. */
export const SHARED: string | undefined = existsSync(`${folder}README.md`) ? folder : undefined;

export const sharedFile = (path: string): string => folder + path;
export const sharedText = (path: string): string => readFileSync(sharedFile(path), "utf8");
export const sharedJson = (path: string): Json => JSON.parse(sharedText(path)) as Json;

/** A `describe` that needs those files; without them it is skipped, and says so. */
export function conformance(title: string, tests: () => void): void {
  if (SHARED === undefined) process.stderr.write(`skipped, no ../shared beside the checkout: ${title}\n`);
  describe.skipIf(SHARED === undefined)(title, SHARED === undefined ? () => {} : tests);
}
