// The signed originals in an LER-RS, each as the file that it came from, and what the record says beside them.

import { openText, openValue } from "../checks/open.ts";
import { originalsIn, type Spot } from "../checks/original.ts";
import { fault } from "../core/fault.ts";
import { type Json, type JsonObject, leaves, listOf, objectsOf, pointerTo, text } from "../core/json.ts";
import { quoted, slugOf } from "../core/text.ts";
import { short } from "../model/file-name.ts";
import type { Loss } from "../outputs/losses.ts";
import { identityOf } from "../proofs/identity.ts";
import { typeOf } from "../schemas/kind.ts";
import { bodiesOf, PROVABLE_SECTIONS } from "../schemas/ler-rs-reading.ts";

export interface Original {
  /** JSON Pointer into the record. */
  readonly pointer: string;
  readonly value: Json;
  readonly text: string;
  /** The text is that of a file, to the letter; else it was written anew from JSON that says the same. */
  readonly exact: boolean;
}

export interface Contents {
  readonly originals: readonly Original[];
  /** What the record says beside the originals, which nobody but its writer vouches for. */
  readonly losses: readonly Loss[];
}

/** A credential and all credentials inside it. */
function* within(value: Json): Generator<string> {
  yield identityOf(value);
  for (const subject of objectsOf(openValue(value).opened?.document["credentialSubject"])) {
    for (const member of listOf(subject["verifiableCredential"])) yield* within(member);
  }
}

const written = (value: Json): string => (typeof value === "string" ? value : `${JSON.stringify(value, null, 2)}\n`);

/** Attached files first; of the others, those that no attached file holds. Each once. */
function filesOf(spots: readonly Spot[]): readonly Original[] {
  const attached = new Map<string, Original>();
  for (const { value, pointer, text: received } of spots) {
    if (received !== undefined && !attached.has(received))
      attached.set(received, { pointer, value, text: received, exact: true });
  }
  const held = new Set([...attached.values()].flatMap(({ value }) => [...within(value)]));
  const others = spots.flatMap(({ value, pointer }): Original[] => {
    const identity = identityOf(value);
    if (held.has(identity)) return [];
    held.add(identity);
    // A token has one form only, whatever envelope it stands in.
    const token = identity.startsWith("{") ? undefined : identity;
    return [{ pointer, value, text: token ?? written(value), exact: token !== undefined }];
  });
  return [...attached.values(), ...others];
}

const UNSIGNED = "nobody but the record's writer says it: only signed originals are carried over";
const ANEW = "it is made anew from the signed original beside it";
const AROUND = "it belongs to the record around the originals";
const FRAME = ["@context", "type", "documentId", "alternateIds"];

/** Whether one of these places, or a place above it, is the pointer's. */
const isUnder = (pointer: string, places: ReadonlySet<string>): boolean => {
  for (let end = pointer.length; end > 0; end = pointer.lastIndexOf("/", end - 1)) {
    if (places.has(pointer.slice(0, end))) return true;
  }
  return false;
};

/** What stands in a record beside its originals. */
function asideOf(document: JsonObject, plain: boolean, spots: readonly Spot[]): readonly Loss[] {
  const bodies = bodiesOf(document, plain);
  const originals = new Set(spots.map(({ pointer }) => pointer));
  const entries = bodies.flatMap(({ body, pointer }) =>
    [...PROVABLE_SECTIONS, "attachments"].flatMap((name) =>
      listOf(body[name]).map((_, index) => `${pointer}${pointerTo(name, index)}`),
    ),
  );
  const proved = new Set(entries.filter((entry) => spots.some(({ pointer }) => pointer.startsWith(`${entry}/`))));
  const frames = new Set(bodies.flatMap(({ pointer }) => FRAME.map((name) => pointer + pointerTo(name))));
  const inside = new Set(bodies.map(({ pointer }) => pointer));
  return [...leaves(document)].flatMap(({ pointer }): Loss[] => {
    if (isUnder(pointer, originals)) return [];
    if (isUnder(pointer, proved)) return [{ pointer, kind: "form", reason: ANEW }];
    const said = (plain || isUnder(pointer, inside)) && !isUnder(pointer, frames);
    return [said ? { pointer, kind: "content", reason: UNSIGNED } : { pointer, kind: "form", reason: AROUND }];
  });
}

/** The contents of an LER-RS; undefined for a file that is none. Nothing is verified here. */
export function contentsOf(source: string): Contents | undefined {
  const { opened } = openText(source);
  const plain = opened?.kind === "ler-rs-body";
  if (opened === undefined || !(plain || opened.kind === "ler-rs")) return undefined;
  const { spots } = originalsIn(opened.document, plain);
  return { originals: filesOf(spots), losses: asideOf(opened.document, plain, spots) };
}

/** The originals in an LER-RS. Throws for a file that is none, and for one that holds none. */
export function originalsOf(source: string): readonly Original[] {
  const contents = contentsOf(source);
  if (contents === undefined) {
    const { opened } = openText(source);
    const got = opened === undefined ? "something else" : quoted(typeOf(opened.document) ?? "something else");
    throw fault("CREDENTIAL_INVALID", `want an LER-RS, which holds signed originals, got ${got}`);
  }
  if (contents.originals.length === 0) {
    throw fault("CREDENTIAL_INVALID", "want signed originals in the LER-RS, got none: all of it is its writer's word");
  }
  return contents.originals;
}

/** A file name for an original: what it says that it is, and a hash of its text, so that two never share one. */
export function originalName({ value, text: body }: Original): string {
  const document = openValue(value).opened?.document ?? {};
  const achievement = objectsOf(objectsOf(document["credentialSubject"])[0]?.["achievement"])[0];
  const said = text(document["name"]) ?? text(achievement?.["name"]) ?? typeOf(document) ?? "credential";
  const ending = /^\s*\{/.test(body.replace(/^\ufeff/, "")) ? "json" : "jwt";
  return `${[slugOf(said), short(body)].filter(Boolean).join("-")}.${ending}`;
}
