// issue: planned credentials are signed and stored, each in its file. What stands there already is left as it is.
import { createHash } from "node:crypto";
import { Fault } from "../core/fault.ts";
import { canonicalJson, type Json, type JsonObject, object, objectsOf, text } from "../core/json.ts";
import type { RowFault } from "../model/roster.ts";
import { unsecured } from "../proofs/data-integrity.ts";
import type { Secured } from "../proofs/secure.ts";
import { documentIn } from "../proofs/stored.ts";
import { type Homeless, type Placed, placesOf, type Store } from "./place.ts";
import type { Entry } from "./plan.ts";

export type { Store } from "./place.ts";

export interface Issued {
  readonly entry: Entry;
  readonly path: string;
  readonly sha256: string;
  readonly state: "issued" | "unchanged";
  /** When its proof was made, if it says so. */
  readonly at?: string;
  /** Its `credentialStatus`. */
  readonly status?: Json;
}

export interface Refused {
  readonly entry: Entry;
  readonly fault: RowFault;
}

export interface IssueFacts {
  readonly store: Store;
  readonly extension: Secured["extension"];
  readonly secure: (document: JsonObject) => Promise<Secured>;
  /** Which of the entries are issued; the others only have their names kept for them. */
  readonly wanted: (entry: Entry) => boolean;
  /** Replace a file whose credential says something else. */
  readonly force: boolean;
  /** Credentials get a status entry; with `force` one that stands there without is issued anew. */
  readonly status?: boolean;
  /** How many credentials are worked on at a time. */
  readonly jobs: number;
  readonly progress: (done: number, total: number) => void;
}

const sha256 = (body: string): string => createHash("sha256").update(body).digest("hex");

/** What a document says, beside its proof and its entries in status lists, which it keeps for good. */
function contentOf(document: JsonObject): string {
  const { credentialStatus: _, ...content } = unsecured(document);
  return canonicalJson(content);
}

/** The same credential, signed: whose proof it has does not matter here. */
const isSame = (before: JsonObject | undefined, { document }: Entry, extension: string): before is JsonObject =>
  before !== undefined && (extension === ".jwt" || "proof" in before) && contentOf(before) === contentOf(document);

const statusIn = (document: JsonObject): { readonly status?: Json } =>
  document["credentialStatus"] === undefined ? {} : { status: document["credentialStatus"] };

const createdOf = (document: JsonObject | undefined): string | undefined =>
  text((object(document?.["proof"]) ?? objectsOf(document?.["proof"])[0])?.["created"]);

const refused = (entry: Entry, message: string, hint: string): Refused => ({
  entry,
  fault: { code: "ROW_CONFLICT", line: entry.row.line, message, hint },
});

/** What will become of an entry: it stands there already, it cannot be issued, or it is to be signed. */
export type Foreseen = Issued | Refused | Placed;

async function judged(placed: Placed | Homeless, { store, extension, force, status }: IssueFacts): Promise<Foreseen> {
  const { entry } = placed;
  if (!("path" in placed)) {
    return refused(
      entry,
      "other credentials have all the names that this one could have",
      "Give --out another folder.",
    );
  }
  const { path, stands, twin } = placed;
  if (!stands && twin) {
    return refused(
      entry,
      "this award was issued before, with another kind of proof",
      "Give the same --proof as before, or another folder by --out.",
    );
  }
  if (!stands) return placed;
  const before = await store.read(path);
  const document = documentIn(before);
  if (isSame(document, entry, extension) && !(force && status === true && !("credentialStatus" in document))) {
    const at = createdOf(document);
    const made = at === undefined ? {} : { at };
    return { entry, path, sha256: sha256(before), state: "unchanged", ...made, ...statusIn(document) };
  }
  if (force) return placed;
  // No path here: it holds the learner's number.
  const message =
    document === undefined
      ? "a file stands where this credential belongs, and holds none"
      : "this award was issued before, and its credential says something else than this row";
  return refused(entry, message, "manifest.csv names the file. Give --force to issue it anew in its place.");
}

/** Looks at the folder before anything is signed; in the order of the wanted entries. */
export async function foresee(entries: readonly Entry[], facts: IssueFacts): Promise<readonly Foreseen[]> {
  const places = await placesOf(entries, facts.extension, facts.store);
  const foreseen: Foreseen[] = [];
  for (const entry of entries) {
    if (facts.wanted(entry)) foreseen.push(await judged(places.get(entry) ?? { entry }, facts));
  }
  return foreseen;
}

export const isRefused = (outcome: Foreseen): outcome is Refused => "fault" in outcome;
const isDone = (outcome: Foreseen): outcome is Issued | Refused => "fault" in outcome || "sha256" in outcome;

async function signed({ entry, path }: Placed, { secure, store }: IssueFacts): Promise<Issued | Refused> {
  try {
    const { text: body } = await secure(entry.document);
    await store.write(path, body);
    return { entry, path, sha256: sha256(body), state: "issued", ...statusIn(entry.document) };
  } catch (error) {
    if (!(error instanceof Fault) || error.facts.code !== "CREDENTIAL_INVALID") throw error;
    const { code, message, hint } = error.facts;
    return { entry, fault: { code, line: entry.row.line, message, ...(hint === undefined ? {} : { hint }) } };
  }
}

/** Signs what was foreseen to be signed. The outcomes stand in its order, whatever the number of jobs. */
export async function issueForeseen(
  foreseen: readonly Foreseen[],
  facts: IssueFacts,
): Promise<readonly (Issued | Refused)[]> {
  const outcomes: (Issued | Refused)[] = new Array(foreseen.length);
  let [next, done] = [0, 0];
  const work = async () => {
    try {
      for (let at = next++; at < foreseen.length; at = next++) {
        const one = foreseen[at] as Foreseen;
        outcomes[at] = isDone(one) ? one : await signed(one, facts);
        facts.progress(++done, foreseen.length);
      }
    } catch (error) {
      // A full disk stops the others too.
      next = foreseen.length;
      throw error;
    }
  };
  await Promise.all(Array.from({ length: facts.jobs }, work));
  return outcomes;
}

export const issueAll = async (entries: readonly Entry[], facts: IssueFacts): Promise<readonly (Issued | Refused)[]> =>
  issueForeseen(await foresee(entries, facts), facts);
