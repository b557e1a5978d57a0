// The signed status lists in the issuer's folder: read, and signed anew where they are not what the register says.
import { join } from "node:path";
import { VC_V2 } from "../contexts/bundle.ts";
import { Fault, type FaultFacts, placed } from "../core/fault.ts";
import type { JsonObject } from "../core/json.ts";
import { clockDoubt, type Listed, listsOf, type Need, needOf } from "../flows/status-lists.ts";
import { listDocument } from "../model/status-list.ts";
import type { Register } from "../model/status-register.ts";
import { documentIn } from "../proofs/stored.ts";
import { fileExists, readText, removeFile, writeWhole } from "./files.ts";
import type { Signing } from "./signing.ts";

const EXTENSIONS = [".json", ".jwt"] as const;

export interface ListFile extends Listed {
  /** Undefined when none stands there. */
  readonly file?: string;
  readonly body?: string;
  readonly document?: JsonObject;
}

/** Every list of the register with the file that stands for it. */
export async function readLists(register: Register, folder: string): Promise<readonly ListFile[]> {
  const read: ListFile[] = [];
  for (const listed of listsOf(register)) {
    const file = EXTENSIONS.map((extension) => join(folder, listed.name + extension)).find(fileExists);
    if (file === undefined) read.push(listed);
    else {
      const body = await readText(file);
      const document = documentIn(body);
      read.push({ ...listed, file, body, ...(document === undefined ? {} : { document }) });
    }
  }
  return read;
}

export interface RenewFacts {
  readonly folder: string;
  readonly now: Date;
  /** The computer's own clock, whatever `now` says. */
  readonly clock: () => Date;
  readonly say: (line: string) => void;
  /** Signs also what ends within so many milliseconds. */
  readonly within: number;
  readonly validDays: number;
  /** How to sign as an issuer. Throws when the key is not that issuer's. */
  readonly signingFor: (issuer: string) => Promise<Signing>;
  /** Only says what would be signed. */
  readonly dryRun?: boolean;
}

export interface Renewed extends Listed {
  readonly need: Need;
  readonly file: string;
}

async function signedList(
  register: Register,
  listed: Listed,
  before: JsonObject | undefined,
  { folder, now, clock, say, validDays, signingFor }: RenewFacts,
) {
  const { list, purpose, form, name } = listed;
  const signing = await signingFor(form.issuer);
  const facts = { list, purpose, now, validDays, contexts: [VC_V2] };
  const document = listDocument(register, form, facts);
  const { text, extension } = await signing.secureServed(document);
  const file = join(folder, name + extension);
  await writeWhole(file, text);
  for (const other of EXTENSIONS) if (other !== extension) await removeFile(join(folder, name + other));
  const doubt = clockDoubt(document, before, clock());
  if (doubt !== undefined) say(`laurel: note: ${file}: ${doubt}`);
  return file;
}

/** Signs the lists that need it. A list of an issuer whose key is not at hand is a fault, and the others are done. */
export async function renewLists(
  register: Register,
  facts: RenewFacts,
): Promise<{ readonly renewed: readonly Renewed[]; readonly faults: readonly FaultFacts[] }> {
  const renewed: Renewed[] = [];
  const faults: FaultFacts[] = [];
  for (const { document, body: _, ...listed } of await readLists(register, facts.folder)) {
    const need = needOf(register, listed, document, facts);
    if (need === undefined) continue;
    try {
      const file =
        facts.dryRun === true ? (listed.file ?? listed.name) : await signedList(register, listed, document, facts);
      renewed.push({ ...listed, need, file });
    } catch (error) {
      if (!(error instanceof Fault) || error.facts.code !== "KEY_MISMATCH") throw error;
      const said = placed(error, { file: join(facts.folder, listed.name) });
      if (said instanceof Fault) faults.push(said.facts);
    }
  }
  return { renewed, faults };
}
