// issue: planned credentials are signed and stored, each in its file. What stands there already is left as it is.
import { createHash } from "node:crypto";
import { Fault } from "../core/fault.ts";
import { canonicalJson, type JsonObject, object, objectsOf, text } from "../core/json.ts";
import { learnerStem } from "../model/file-name.ts";
import type { RowFault } from "../model/roster.ts";
import type { Secured } from "../proofs/secure.ts";
import { documentIn } from "../proofs/stored.ts";
import type { Entry } from "./plan.ts";

/** The folder that credentials go to; paths are relative to it, with `/` between their parts. */
export interface Store {
  readonly read: (path: string) => Promise<string | undefined>;
  readonly write: (path: string, text: string) => Promise<void>;
}

export interface Issued {
  readonly entry: Entry;
  readonly path: string;
  readonly sha256: string;
  readonly state: "issued" | "unchanged";
  /** When its proof was made, if it says so. */
  readonly at?: string;
}

export interface Refused {
  readonly entry: Entry;
  readonly fault: RowFault;
}

export interface IssueFacts {
  readonly store: Store;
  readonly extension: Secured["extension"];
  readonly secure: (document: JsonObject) => Promise<Secured>;
  /** Replace a file whose credential says something else. */
  readonly force: boolean;
  /** How many credentials are worked on at a time. */
  readonly jobs: number;
  readonly progress: (done: number, total: number) => void;
}

interface Placed {
  readonly entry: Entry;
  readonly path: string;
  /** Text of the file that stands there. */
  readonly before?: string;
  readonly state: "new" | "same" | "other";
}

const sha256 = (body: string): string => createHash("sha256").update(body).digest("hex");

const without = (document: JsonObject, name: string): JsonObject =>
  Object.fromEntries(Object.entries(document).filter(([member]) => member !== name));

const says = (document: JsonObject): string => canonicalJson(without(document, "proof"));

const createdOf = (document: JsonObject | undefined): string | undefined =>
  text((object(document?.["proof"]) ?? objectsOf(document?.["proof"])[0])?.["created"]);

/**
 * Where each entry goes. A second award of one achievement to one learner gets a longer name; which of the two is
 * longer, the files that stand there decide, so that it never changes from run to run.
 */
async function placesOf(entries: readonly Entry[], { store, extension }: IssueFacts): Promise<readonly Placed[]> {
  const taken = new Set<string>();
  const placed: Placed[] = [];
  for (const entry of entries) {
    const id = text(entry.document["id"]) ?? "";
    const stem = `${entry.slug}/${learnerStem(entry.award.learner)}`;
    for (const path of [`${stem}${extension}`, `${stem}-${id.slice(-12)}${extension}`]) {
      if (taken.has(path.toLowerCase())) continue;
      const before = await store.read(path);
      const document = before === undefined ? undefined : documentIn(before);
      if (document !== undefined && document["id"] !== id && path === `${stem}${extension}`) continue;
      taken.add(path.toLowerCase());
      const state =
        before === undefined
          ? "new"
          : document !== undefined && says(document) === says(entry.document)
            ? "same"
            : "other";
      placed.push({ entry, path, state, ...(before === undefined ? {} : { before }) });
      break;
    }
  }
  return placed;
}

const conflict = ({ entry, path }: Placed): Refused => ({
  entry,
  fault: {
    code: "ROW_CONFLICT",
    line: entry.line,
    message: `${path} was issued before and says something else than this row`,
    hint: "Give --force to issue it anew in its place.",
  },
});

async function settle(placed: Placed, facts: IssueFacts): Promise<Issued | Refused> {
  const { entry, path, state, before = "" } = placed;
  if (state === "same") {
    const at = createdOf(documentIn(before));
    return { entry, path, sha256: sha256(before), state: "unchanged", ...(at === undefined ? {} : { at }) };
  }
  if (state === "other" && !facts.force) return conflict(placed);
  try {
    const secured = await facts.secure(entry.document);
    await facts.store.write(path, secured.text);
    return { entry, path, sha256: sha256(secured.text), state: "issued" };
  } catch (error) {
    if (!(error instanceof Fault) || error.facts.code !== "CREDENTIAL_INVALID") throw error;
    const { code, message, hint } = error.facts;
    return { entry, fault: { code, line: entry.line, message, ...(hint === undefined ? {} : { hint }) } };
  }
}

/** The outcomes in the order of the entries, whatever the number of jobs. */
export async function issueAll(entries: readonly Entry[], facts: IssueFacts): Promise<readonly (Issued | Refused)[]> {
  const placed = await placesOf(entries, facts);
  const outcomes: (Issued | Refused)[] = new Array(placed.length);
  let [next, done] = [0, 0];
  const work = async () => {
    for (let at = next++; at < placed.length; at = next++) {
      outcomes[at] = await settle(placed[at] as Placed, facts);
      facts.progress(++done, placed.length);
    }
  };
  await Promise.all(Array.from({ length: facts.jobs }, work));
  return outcomes;
}
