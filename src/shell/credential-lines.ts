// Credentials in one file of lines (NDJSON): each is read by itself, from where it lies, as a file would be.
import { otherThanCredential } from "../checks/other-file.ts";
import { fault } from "../core/fault.ts";
import { isObject, type Json, type JsonObject } from "../core/json.ts";
import { parseJson } from "../core/strict-json.ts";
import type { FileSpan } from "../flows/tally.ts";
import { fileExists, readBytes, readSpan } from "./files.ts";
import { lineSpots } from "./lines.ts";
import { bodyIn } from "./stream.ts";

export interface CredentialInput {
  /** What it is called in reports: the file, or file and number of a line, such as `batch.ndjson:12`. */
  readonly file: string;
  /** Undefined for a whole file. */
  readonly span?: FileSpan;
}

/** What laurel itself writes line by line beside credentials, by a member that each of its lines has. */
const RECORDS: readonly { readonly member: string; readonly is: string; readonly hint: string }[] = [
  { member: "previous", is: "a ledger of what was issued", hint: "`laurel ledger verify` says whether it is whole." },
  { member: "event", is: "a register of status entries", hint: "`laurel status list` shows what is in it." },
];

const recordOf = (line: JsonObject) => RECORDS.find(({ member }) => Object.hasOwn(line, member));

const decoded = (bytes: Uint8Array): string => new TextDecoder("utf-8", { fatal: true }).decode(bytes);

/** The file that a line of laurel's own stands for; any other line is the credential itself, or what is left of it. */
export async function readCredential({ file, span }: CredentialInput): Promise<Uint8Array> {
  if (span === undefined) return readBytes(file);
  const bytes = readSpan(span.path, span.from, span.end);
  try {
    const read = bodyIn(decoded(bytes), parseJson);
    return read === undefined ? bytes : Buffer.from(read.body);
  } catch {
    return bytes;
  }
}

/** The first line, when it is a JSON object. */
async function firstIn(path: string): Promise<JsonObject | undefined> {
  for await (const { from, end } of lineSpots(path)) {
    try {
      const value = JSON.parse(decoded(readSpan(path, from, end))) as Json;
      return isObject(value) ? value : undefined;
    } catch {
      return undefined;
    }
  }
  return undefined;
}

/** Whether credentials are meant to stand in a file of lines: what is torn may be one; a ledger, register or log is none. */
export async function holdsCredentials(path: string): Promise<boolean> {
  const first = await firstIn(path);
  if (first === undefined || first["credential"] !== undefined) return true;
  return recordOf(first) === undefined && otherThanCredential(first) === undefined;
}

/** The lines of a file that was named, one after the other; a file without any is read whole, and found wanting. */
export async function* credentialLines(path: string): AsyncGenerator<CredentialInput> {
  const first = fileExists(path) ? await firstIn(path) : undefined;
  const record = first === undefined ? undefined : recordOf(first);
  if (record !== undefined)
    throw fault("FILE_UNREADABLE", `want credentials, got ${record.is}`, { file: path, hint: record.hint });
  let found = false;
  if (fileExists(path))
    for await (const { number, from, end } of lineSpots(path)) {
      found = true;
      yield { file: `${path}:${number}`, span: { path, from, end } };
    }
  if (!found) yield { file: path };
}
