// Evidence as a file: what was fetched for a verdict, so that anybody can come to the same one without a network.
import { fault } from "../core/fault.ts";
import { isObject, type Json, type JsonObject, objectsOf, text } from "../core/json.ts";
import { JSON_LIMITS, type JsonLimits, parseJson } from "../core/strict-json.ts";
import { quoted } from "../core/text.ts";
import { documentIn } from "../proofs/stored.ts";
import { readText, writeWhole } from "./files.ts";

const isToken = (source: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]*$/.test(source);

/** Evidence may hold many status lists, of up to a few megabytes each. */
const LIMITS: JsonLimits = { size: 64 * 1024 * 1024, depth: JSON_LIMITS.depth };

export const readEvidenceJson = async (file: string): Promise<Json> =>
  parseJson(await readText(file), { file }, LIMITS);

/** One question and what came of it. */
export type Exhibit = {
  readonly address: string;
  /** When it was asked, RFC 3339. */
  readonly time: string;
} & (
  | { readonly from: "network" | "cache"; readonly body: string }
  | { readonly from: "network"; readonly failure: string }
  /** Brought along by whoever verified. */
  | { readonly from: "evidence"; readonly document: Json }
);

/** The member by which laurel knows its own evidence files; a plain map has addresses and DIDs for members. */
const FORM = "laurelEvidence";

export interface Evidence {
  /** Documents by address or DID, given by hand. */
  readonly documents: ReadonlyMap<string, Json>;
  /** What the network said when this was saved: its answers and its failures. */
  readonly answers: ReadonlyMap<string, { readonly body: string } | { readonly failure: string }>;
}

function ownForm(value: JsonObject, file: string): Evidence {
  if (value[FORM] !== 1) {
    throw fault("FILE_UNREADABLE", `want evidence of version 1, got ${JSON.stringify(value[FORM])}`, { file });
  }
  const documents = new Map<string, Json>();
  const answers = new Map<string, { readonly body: string } | { readonly failure: string }>();
  for (const [index, exhibit] of objectsOf(value["documents"]).entries()) {
    const address = text(exhibit["address"]);
    const body = text(exhibit["body"]);
    const failure = text(exhibit["failure"]);
    const { document } = exhibit;
    if (address === undefined) {
      throw fault("FILE_UNREADABLE", 'want an "address"', { file, pointer: `/documents/${index}` });
    }
    if (document !== undefined) documents.set(address, document);
    else if (body !== undefined) answers.set(address, { body });
    else if (failure !== undefined) answers.set(address, { failure });
    else {
      throw fault("FILE_UNREADABLE", 'want a "body", a "failure" or a "document"', {
        file,
        pointer: `/documents/${index}`,
      });
    }
  }
  return { documents, answers };
}

/** A document that names its own address, such as a status list, as JSON or as a compact JWS. */
function namedDocument(document: Json, content: JsonObject | undefined): Evidence | undefined {
  const id = content !== undefined && "@context" in content ? text(content["id"]) : undefined;
  return id === undefined ? undefined : { documents: new Map([[id, document]]), answers: new Map() };
}

/** Reads what `--save-evidence` wrote, a plain JSON map from address or DID to document, or one document with its id. */
export async function readEvidence(file: string): Promise<Evidence> {
  const source = await readText(file);
  const token = source.trim();
  const jws = isToken(token) ? namedDocument(token, documentIn(token)) : undefined;
  if (jws !== undefined) return jws;
  const value = parseJson(source, { file }, LIMITS);
  const named = isObject(value) ? namedDocument(value, value) : undefined;
  if (named !== undefined) return named;
  if (!isObject(value)) throw fault("FILE_UNREADABLE", "want a JSON map from address or DID to document", { file });
  if (Object.hasOwn(value, FORM)) return ownForm(value, file);
  const odd = Object.keys(value).find((name) => !name.includes(":"));
  if (odd !== undefined) {
    throw fault("FILE_UNREADABLE", `want a JSON map from address or DID to document, got the member ${quoted(odd)}`, {
      file,
      hint: "`laurel help evidence` shows the form.",
    });
  }
  return { documents: new Map(Object.entries(value)), answers: new Map() };
}

/** Writes exhibits as a file for `--evidence`, one to a line. */
export async function writeEvidence(file: string, exhibits: readonly Exhibit[], now: Date): Promise<void> {
  const lines = exhibits.map((exhibit) => `\n  ${JSON.stringify(exhibit)}`);
  const body = `{"${FORM}":1,"saved":${JSON.stringify(now.toISOString())},"documents":[${lines.join(",")}\n]}\n`;
  await writeWhole(file, body, { mode: 0o600 });
}
