// Which credentials a person means: ids, credential files and folders of them, tables with a column `credential id`, and
// lists of ids, one to a line.
import { extname } from "node:path";
import { openBytes } from "../checks/open.ts";
import { fault } from "../core/fault.ts";
import { isObject, type JsonObject, text } from "../core/json.ts";
import { quoted } from "../core/text.ts";
import { isUuid } from "../core/uuid.ts";
import type { Named } from "../flows/status-change.ts";
import { folded, REASON } from "../model/column.ts";
import { delimiterOf, readCsv } from "../readers/csv.ts";
import { eachCredential } from "./credential-file.ts";
import { type CredentialInput, readCredential } from "./credential-lines.ts";
import { fileExists } from "./files.ts";

const ID_COLUMN = folded("credential id");

const idOf = (word: string): string => (isUuid(word) ? `urn:uuid:${word.toLowerCase()}` : word);
const isId = (word: string): boolean => isUuid(word) || /^[a-z][a-z0-9+.-]*:\S+$/i.test(word);

async function tableIds(source: string, file: string): Promise<readonly Named[]> {
  const { columns, rows } = await readCsv(source, file);
  const at = columns.findIndex(({ name }) => folded(name) === ID_COLUMN);
  if (at === -1) {
    throw fault("CSV_INVALID", 'want a column "credential id", as manifest.csv has it, got none', { file, line: 1 });
  }
  const because = columns.findIndex(({ name }) => folded(name) === REASON);
  return rows.map(({ line, cells }): Named => {
    const [id = "", reason = ""] = [at, because].map((index) => cells[index]?.text.trim());
    return { id: idOf(id), file, line, ...(reason === "" ? {} : { reason }) };
  });
}

const isTable = (source: string): boolean => {
  const [header = ""] = source
    .replace(/^\ufeff/, "")
    .trimStart()
    .split(/\r?\n/, 1);
  return header.split(delimiterOf(source)).some((cell) => folded(cell) === ID_COLUMN);
};

function listIds(source: string, file: string): readonly Named[] {
  return source.split(/\r?\n/).flatMap((line, index): Named[] => {
    const word = line.trim();
    if (word === "") return [];
    if (isId(word)) return [{ id: idOf(word), file, line: index + 1 }];
    throw fault("FILE_UNREADABLE", `want the id of a credential on each line, got ${quoted(word)}`, {
      file,
      line: index + 1,
      hint: 'Or give a credential file, or a table with a column "credential id", such as manifest.csv.',
    });
  });
}

function credentialIn(bytes: Uint8Array, file: string): JsonObject {
  const document = openBytes(bytes).opened?.document;
  if (isObject(document) && text(document["id"]) !== undefined) return document;
  throw fault("FILE_UNREADABLE", "want a credential with an id, got something else", { file });
}

const TABLES = [".csv", ".tsv"];
const IMAGES = [".png", ".svg"];

async function idsIn(input: CredentialInput): Promise<readonly Named[]> {
  const { file } = input;
  const bytes = await readCredential(input);
  const extension = extname(file).toLowerCase();
  const source = IMAGES.includes(extension) ? "" : new TextDecoder().decode(bytes);
  if (TABLES.includes(extension) || isTable(source)) return tableIds(source, file);
  if (source === "" || /^\s*(?:\{|eyJ|<)/.test(source)) {
    return [{ id: text(credentialIn(bytes, file)["id"]) ?? "", file }];
  }
  return listIds(source, file);
}

/** Throws what cannot be read; whether there is such a credential is another question. */
export async function namedBy(inputs: readonly string[]): Promise<readonly Named[]> {
  const named: Named[] = [];
  for (const input of inputs) {
    if (input !== "-" && !fileExists(input) && isId(input)) named.push({ id: idOf(input) });
    else for await (const one of eachCredential([input], {})) named.push(...(await idsIn(one)));
  }
  return named;
}
