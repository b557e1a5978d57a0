// Where other credentials stand in a credential: the members of a record or a presentation, endorsements of it and of
// what it speaks of, and any other that somebody put in.
import { isObject, type Json, type JsonObject, listOf, type Path, pointerOf, pointerTo, text } from "../core/json.ts";
import { isCredential } from "./control-field.ts";
import type { Opened } from "./examination.ts";
import { HOLDERS, type Spot } from "./original.ts";

const listed = (value: Json | undefined, pointer: string): Spot[] =>
  listOf(value).map((item, index) => ({
    value: item,
    pointer: Array.isArray(value) ? pointer + pointerTo(index) : pointer,
  }));

export const isRecord = ({ kind }: Opened): boolean => kind === "ler-rs" || kind === "ler-rs-body";

/** Where credentials stand in a document, by what they are to it. */
interface Placed {
  readonly members: Spot[];
  readonly endorsements: Spot[];
  /** Of all that it speaks of itself. */
  readonly ids: Set<string>;
}

const HOLDER_OF: Readonly<Record<string, "members" | "endorsements">> = {
  verifiableCredential: "members",
  endorsement: "endorsements",
  endorsementJwt: "endorsements",
};

/** A credential under any other name, which brings its own contexts. */
const isWhole = (value: Json): boolean => isObject(value) && "@context" in value && isCredential(value);

/** Finds the credentials in a document, but for those in other credentials, which are examined with these. */
function place(node: Json, path: Path | undefined, passedBy: ReadonlySet<string>, placed: Placed): void {
  if (Array.isArray(node)) {
    for (const [name, item] of node.entries()) {
      if (isWhole(item)) placed.members.push({ value: item, pointer: pointerOf({ name, above: path }) });
      else if (typeof item === "object") place(item, { name, above: path }, passedBy, placed);
    }
  } else if (isObject(node)) {
    const id = text(node["id"]);
    if (id !== undefined) placed.ids.add(id);
    for (const [name, value] of Object.entries(node)) {
      const holder = Object.hasOwn(HOLDER_OF, name) ? HOLDER_OF[name] : undefined;
      if (passedBy.has(name) || (holder === undefined && typeof value !== "object")) continue;
      const here = { name, above: path };
      if (holder !== undefined) for (const spot of listed(value, pointerOf(here))) placed[holder].push(spot);
      else if (isWhole(value)) placed.members.push({ value, pointer: pointerOf(here) });
      else place(value, here, passedBy, placed);
    }
  }
}

const PROOF: ReadonlySet<string> = new Set(["proof"]);
/** Members of an LER-RS whose endorsements are found with the originals that stand in them. */
const ORIGINALS: ReadonlySet<string> = new Set([...HOLDERS, "proof"]);

const found = new WeakMap<JsonObject, Placed>();

/** The credentials in a document, once for several checks. */
export function placedIn(opened: Opened): Placed {
  const { document } = opened;
  const known = found.get(document);
  if (known !== undefined) return known;
  const placed: Placed = { members: [], endorsements: [], ids: new Set() };
  place(document, undefined, isRecord(opened) ? ORIGINALS : PROOF, placed);
  found.set(document, placed);
  return placed;
}
