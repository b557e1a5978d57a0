// Records as they stand on the disk, for the next version of each.
import { Fault } from "../core/fault.ts";
import type { JsonObject } from "../core/json.ts";
import { documentIn } from "../proofs/stored.ts";
import { fileExists, readText } from "./files.ts";

/** The record in a file; undefined when there is no file, or no record in it. */
export async function standingRecord(file: string): Promise<JsonObject | undefined> {
  if (!fileExists(file)) return undefined;
  try {
    const document = documentIn(await readText(file));
    return document?.["credentialSubject"] === undefined ? undefined : document;
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}
