// One award, several credentials: a later one takes the place of an earlier one, which is revoked, and says which it was.
import { createHash } from "node:crypto";
import { canonicalJson, type JsonObject, objectsOf, text } from "../core/json.ts";
import { nameOf, uuid5 } from "../core/uuid.ts";
import { documentIn } from "../proofs/stored.ts";
import type { Placed, Store } from "./place.ts";
import type { Entry } from "./plan.ts";

/**
 * VCDM 2.0, section 5.3 (integrity of related resources): the earlier credential by its id and the hash of its text. No
 * member of the standards says "supersedes"; that the earlier one is revoked, its status list says.
 */
export const LINK = "relatedResource";

const MEDIA_TYPES: Readonly<Record<string, string>> = { ".json": "application/vc", ".jwt": "application/vc+jwt" };

/** The credential that a credential takes the place of. */
export const predecessorOf = (document: JsonObject | undefined): string | undefined =>
  text(objectsOf(document?.[LINK])[0]?.["id"]);

export interface Standing {
  readonly path: string;
  readonly body: string;
  /** Undefined for a file that holds no credential. */
  readonly document: JsonObject | undefined;
}

/** The credential of an award that none has taken the place of. */
export async function lastOf({ path, beside }: Placed, store: Store): Promise<Standing> {
  const read = async (at: string): Promise<Standing> => {
    const body = await store.read(at);
    return { path: at, body, document: documentIn(body) };
  };
  const successors = new Map<string, Standing>();
  for (const other of beside) {
    const one = await read(other);
    const id = predecessorOf(one.document);
    if (id !== undefined) successors.set(id, one);
  }
  let last = await read(path);
  for (let next: Standing | undefined = last; next !== undefined; ) {
    last = next;
    const id = text(last.document?.["id"]) ?? "";
    next = successors.get(id);
    successors.delete(id);
  }
  return last;
}

/** What a row asks for, under the id and the link that a credential of its award has already. */
export function continued(entry: Entry, document: JsonObject | undefined): Entry {
  const link = document?.[LINK];
  if (document === undefined || link === undefined) return entry;
  const { id = "" } = document;
  return { ...entry, document: { ...entry.document, id, [LINK]: link } };
}

/** A new credential in the place of one that says something else: the same two always give the same id. */
export function successorOf(entry: Entry, { body, document, path }: Standing): { entry: Entry; path: string } {
  const before = text(document?.["id"]) ?? "";
  const extension = path.slice(path.lastIndexOf("."));
  const number = uuid5(nameOf("supersedes", before, canonicalJson(entry.document)));
  const link = {
    id: before,
    digestSRI: `sha256-${createHash("sha256").update(body).digest("base64")}`,
    mediaType: MEDIA_TYPES[extension] ?? "application/vc",
  };
  const stem = path.slice(0, -extension.length).replace(/\.[0-9a-f]{12}$/, "");
  return {
    entry: { ...entry, document: { ...entry.document, id: `urn:uuid:${number}`, [LINK]: [link] } },
    path: `${stem}.${number.slice(-12)}${extension}`,
  };
}

/** Whether a credential points into a list of revocations. */
export const isRevocable = (document: JsonObject | undefined): boolean =>
  objectsOf(document?.["credentialStatus"]).some((entry) => entry["statusPurpose"] === "revocation");
