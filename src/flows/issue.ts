// issue: planned credentials are signed and stored, each in its file. What stands there already is left as it is.
import { Fault, fault } from "../core/fault.ts";
import { isSameJson, type Json, type JsonObject, object, objectsOf, text } from "../core/json.ts";
import { type Issuance, placesIn, sha256 } from "../model/ledger.ts";
import type { RowFault } from "../model/roster.ts";
import { unsecured } from "../proofs/data-integrity.ts";
import type { Secured } from "../proofs/secure.ts";
import { AT_ONCE, eachOf } from "./each.ts";
import type { Homeless, Place, Placed, Store } from "./place.ts";
import type { Entry } from "./plan.ts";
import { continued, isRevocable, lastOf, successorOf } from "./succession.ts";

export type { Store } from "./place.ts";

export interface Issued {
  readonly entry: Entry;
  readonly path: string;
  readonly sha256: string;
  readonly state: "issued" | "replaced" | "superseded" | "unchanged";
  /** The credential in whose place it was issued. */
  readonly supersedes?: string;
  /** When its proof was made, if it says so. */
  readonly at?: string;
  /** Its `credentialStatus`. */
  readonly status?: Json;
  /** Of one that stood there: what the records say of its name. */
  readonly noted?: Place["noted"];
  readonly listed?: Place["listed"];
}

export interface Refused {
  readonly entry: Entry;
  readonly fault: RowFault;
}

/** `document` is the credential in the text, for who has read it already. */
export type Holding = (text: string, document?: JsonObject) => Promise<boolean | undefined>;

export interface IssueFacts {
  readonly store: Store;
  readonly extension: Secured["extension"];
  readonly secure: (document: JsonObject) => Promise<Secured>;
  /** Whether the proof in a text holds; undefined when another key of the issuer made it. */
  readonly holds: Holding;
  /** The present time, as credentials write it. */
  readonly now: string;
  /** Replace a file whose credential says something else. */
  readonly force: boolean;
  /** Issue a new credential where a file says something else, in the place of the one in it. */
  readonly supersede: boolean;
  /** Takes down what is about to be stored; nothing is stored before that is done. */
  readonly note: (issuances: readonly Issuance[]) => Promise<void>;
  /** Credentials get a status entry; with `force` one that stands there without is issued anew. */
  readonly status?: boolean;
  /** True as soon as no other row is to be begun. */
  readonly stopped: () => boolean;
  readonly progress: (done: number, total: number, what: string) => void;
}

/** What a document says, beside its proof and its entries in status lists, which it keeps for good. */
function contentOf(document: JsonObject): JsonObject {
  const { credentialStatus: _, ...content } = unsecured(document);
  return content;
}

/** The same credential, signed: whose proof it has does not matter here. */
export const isSame = (before: JsonObject | undefined, { document }: Entry, extension: string): before is JsonObject =>
  before !== undefined &&
  (extension === ".jwt" || "proof" in before) &&
  isSameJson(contentOf(before), contentOf(document));

const statusIn = (document: JsonObject): { readonly status?: Json } =>
  document["credentialStatus"] === undefined ? {} : { status: document["credentialStatus"] };

const createdOf = (document: JsonObject | undefined): string | undefined =>
  text((object(document?.["proof"]) ?? objectsOf(document?.["proof"])[0])?.["created"]);

const idOf = ({ document }: Entry): string => text(document["id"]) ?? "";

const refused = (entry: Entry, message: string, hint: string): Refused => ({
  entry,
  fault: { code: "ROW_CONFLICT", line: entry.row.line, message, hint },
});

/** What will become of an entry: it stands there already, it cannot be issued, or it is to be signed. */
export type Foreseen = Issued | Refused | Placed;

export async function judged(entry: Entry, place: Place | Homeless, facts: IssueFacts): Promise<Foreseen> {
  if (place.path === undefined) {
    return refused(
      entry,
      "other credentials have all the names that this one could have",
      "Give --out another folder.",
    );
  }
  const { at: _, ...known } = place;
  return judgedAt({ ...known, entry }, facts);
}

async function judgedAt(placed: Placed, facts: IssueFacts): Promise<Foreseen> {
  const { store, extension, force, supersede, status, holds } = facts;
  const { stands, twin } = placed;
  if (!stands && twin) {
    return refused(
      placed.entry,
      "this award was issued before, with another kind of proof",
      "Give the same --proof as before, or another folder by --out.",
    );
  }
  if (!stands) return placed;
  const last = await lastOf(placed, store);
  const { path, document, body: before } = last;
  const entry = continued(placed.entry, document);
  const same = isSame(document, entry, extension);
  const lacks = force && status === true && document !== undefined && !("credentialStatus" in document);
  if (same && !lacks && (await holds(before, document)) !== false) {
    const at = createdOf(document);
    const made = at === undefined ? {} : { at };
    const { noted, listed } = placed;
    return { entry, path, sha256: sha256(before), state: "unchanged", noted, listed, ...made, ...statusIn(document) };
  }
  // A machine that lost its power may leave an empty file under a name that the run before had given.
  const torn = document === undefined && placed.noted.findLast(({ id }) => id === idOf(entry))?.file === path;
  if (torn) return { ...placed, stands: false };
  if (force) return { ...placed, entry, path };
  if (supersede && !same && isRevocable(document)) {
    return { ...placed, ...successorOf(placed.entry, last), supersedes: text(document?.["id"]) ?? "" };
  }
  // No path here: it holds the learner's number.
  const message =
    supersede && !same && document !== undefined
      ? "this award was issued before without an entry in a status list, so that its credential cannot be revoked"
      : same
        ? "this award was issued before, and the proof of its credential does not hold"
        : document === undefined
          ? "a file stands where this credential belongs, and holds none"
          : "this award was issued before, and its credential says something else than this row";
  return refused(
    entry,
    message,
    "manifest.csv names the file. Give --force to issue it anew in its place, or --supersede to revoke it and issue another.",
  );
}

export const isRefused = (outcome: Foreseen): outcome is Refused => "fault" in outcome;
const isDone = (outcome: Foreseen): outcome is Issued | Refused => "fault" in outcome || "sha256" in outcome;

export interface Signed extends Issued {
  readonly body: string;
}

async function signed(
  { entry, path, stands, supersedes }: Placed,
  { secure, now }: IssueFacts,
): Promise<Signed | Refused> {
  try {
    const { text: body } = await secure(entry.document);
    const state = supersedes !== undefined ? "superseded" : stands ? "replaced" : "issued";
    const more = { ...statusIn(entry.document), ...(supersedes === undefined ? {} : { supersedes }) };
    return { entry, path, sha256: sha256(body), state, at: now, body, ...more };
  } catch (error) {
    if (!(error instanceof Fault) || error.facts.code !== "CREDENTIAL_INVALID") throw error;
    const { code, message, hint } = error.facts;
    return { entry, fault: { code, line: entry.row.line, message, ...(hint === undefined ? {} : { hint }) } };
  }
}

/** What the records say of a credential that was signed. */
export function issuanceOf({ entry, path, sha256, state, at, status: said, supersedes }: Issued): Issuance {
  const status = placesIn(said);
  return {
    did: state === "unchanged" ? "found" : state,
    id: idOf(entry),
    sha256,
    at: at ?? "",
    ...(status.length === 0 ? {} : { status }),
    ...(supersedes === undefined ? {} : { supersedes }),
    line: entry.row.line,
    learner: entry.award.learner.id ?? "",
    file: path,
  };
}

/** Where nothing can be read back, nothing goes that was not verified. */
async function requireHolding({ path, body }: Signed, { holds }: IssueFacts): Promise<void> {
  if ((await holds(body)) === true) return;
  throw fault("FILE_MISMATCH", "the proof that was just made does not hold", { file: path });
}

/** Signs what was foreseen to be signed, in its order; ends early where the run was stopped. */
export const signedOf = (
  foreseen: readonly Foreseen[],
  facts: IssueFacts,
): Promise<readonly (Issued | Refused | Signed)[]> =>
  eachOf(foreseen, AT_ONCE, async (one) => (isDone(one) ? one : signed(one, facts)), facts.stopped);

/** Notes what was signed, and then stores it. */
export async function stored(
  made: readonly (Issued | Refused | Signed)[],
  facts: IssueFacts,
): Promise<readonly (Issued | Refused)[]> {
  const { store, note } = facts;
  const fresh = made.filter((one): one is Signed => "body" in one);
  if (store.keep === undefined) await eachOf(fresh, AT_ONCE, (one) => requireHolding(one, facts));
  if (fresh.length > 0) await note(fresh.map(issuanceOf));
  // They come to their names in their order, so that what a crash leaves is the beginning of what was to come.
  let before: Promise<unknown> = Promise.resolve();
  await eachOf(fresh, store.ordered ? 1 : AT_ONCE, ({ path, body }) => {
    const written = store.write(path, body, before);
    before = written.catch(() => {});
    return written;
  });
  return made.map((one) => {
    if (!("body" in one)) return one;
    const { body: _, ...outcome } = one;
    return outcome;
  });
}
