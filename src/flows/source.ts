// What an output reads of a file: the credential in it, verified, with what must be carried on exactly as it came.
import type { World } from "../checks/examination.ts";
import { issuerOf } from "../checks/issuer.ts";
import { openBytes, openText, openValue } from "../checks/open.ts";
import { Fault, fault } from "../core/fault.ts";
import { isObject, type Json, type JsonObject, pointerTo } from "../core/json.ts";
import { parseJson } from "../core/strict-json.ts";
import { quoted } from "../core/text.ts";
import { byLearner, subjectOf } from "../model/learner.ts";
import type { Loss } from "../outputs/losses.ts";
import { MEDIA, type Source } from "../outputs/source.ts";
import type { Baked } from "../readers/baked.ts";
import { bakedInPng, isPng } from "../readers/png.ts";
import { bakedInSvg, isMarkup } from "../readers/svg.ts";
import { typeOf } from "../schemas/kind.ts";
import { examine } from "./examine.ts";
import { type Contents, contentsOf } from "./originals.ts";
import { mustHold } from "./reliance.ts";

/** Members in envelopes opened, with what was signed under their pointers. */
function opened(document: JsonObject, pointer: string, originals: Map<string, Json>): JsonObject {
  const subject = document["credentialSubject"];
  const open = (value: Json, here: string): Json => {
    if (Array.isArray(value)) return value.map((item, index) => open(item, here + pointerTo(index)));
    const opening = openValue(value).opened;
    if (opening === undefined) return value;
    if (opening.document !== value) originals.set(here, value);
    return opened(opening.document, here, originals);
  };
  const members = (value: Json, here: string): Json => {
    if (Array.isArray(value)) return value.map((item, index) => members(item, here + pointerTo(index)));
    if (!isObject(value) || value["verifiableCredential"] === undefined) return value;
    const place = here + pointerTo("verifiableCredential");
    return { ...value, verifiableCredential: open(value["verifiableCredential"], place) };
  };
  if (subject === undefined) return document;
  return { ...document, credentialSubject: members(subject, pointer + pointerTo("credentialSubject")) };
}

/** A file as text: what is baked into a picture, else all of it, a byte order mark included. */
export interface FileText {
  readonly text: string;
  /** The text came out of a picture, which is no part of the credential and stays behind. */
  readonly picture: boolean;
}

export function textOf(bytes: Uint8Array): FileText {
  const unread = openBytes(bytes).findings.find(({ id, status }) => id === "parse" && status === "failed");
  if (unread !== undefined) throw fault("FILE_UNREADABLE", unread.message ?? "want a credential, got something else");
  if (isPng(bytes)) return baked(bakedInPng(bytes));
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  return isMarkup(text.trim()) ? baked(bakedInSvg(text.trim())) : { text, picture: false };
}

/** What cannot be read of a picture was said when it was opened. */
const baked = (found: Baked): FileText => ({ text: found.ok ? found.text : "", picture: true });

const isSource = (kind: string | undefined): boolean => kind === "open-badge" || kind === "clr";

/** A file's text that holds an Open Badge or a CLR. Nothing is verified here. */
export function sourceOf(source: string): Source {
  const { opened: credential } = openText(source);
  if (credential === undefined || !isSource(credential.kind)) {
    const type = credential === undefined ? "something else" : quoted(typeOf(credential.document) ?? "something else");
    throw fault("CREDENTIAL_INVALID", `want an Open Badge or a Comprehensive Learner Record, got ${type}`);
  }
  const originals = new Map<string, Json>();
  // A byte order mark before the text goes with the spaces around it.
  const received = source.trim();
  const isJson = received.startsWith("{");
  // A JSON file that is an envelope is carried as that; its signature is the token's in it.
  if (credential.token !== undefined) originals.set("", isJson ? parseJson(received) : credential.token.compact);
  return {
    document: opened(credential.document, "", originals),
    originals,
    received: { text: source, mediaType: isJson ? MEDIA.json : MEDIA.token },
  };
}

/** The same for a file that may be relied on; throws for what is invalid, revoked, or cannot be decided. */
export async function verifiedSource(source: string, world: World): Promise<Source> {
  mustHold(await examine(source, world));
  return sourceOf(source);
}

/** What a file gives an output: its credential, or, of an LER-RS, the originals in it. */
export interface Taken {
  readonly sources: readonly (Source & { readonly pointer?: string })[];
  /** What an LER-RS says beside its originals. */
  readonly losses: readonly Loss[];
}

const OF_OTHER_TYPE = "it is neither an Open Badge nor a Comprehensive Learner Record";

/** Each original is judged by itself: who put them together vouches for none of them. */
async function sourcesIn({ originals, losses }: Contents, world: World): Promise<Taken> {
  const sources: (Source & { readonly pointer: string })[] = [];
  const others: Loss[] = [];
  for (const { text: original, pointer } of originals) {
    const report = await examine(original, world);
    if (!isSource(openText(original).opened?.kind)) {
      others.push({ pointer, kind: "content", reason: OF_OTHER_TYPE });
      continue;
    }
    try {
      mustHold(report);
      sources.push({ ...sourceOf(original), pointer });
    } catch (error) {
      if (error instanceof Fault) throw new Fault({ ...error.facts, pointer });
      throw error;
    }
  }
  if (sources.length > 0) return { sources, losses: [...losses, ...others] };
  throw fault(
    "CREDENTIAL_INVALID",
    "want signed badges or records in the LER-RS, got none: the rest is its writer's word",
  );
}

/** The credentials of a file, each of which may be relied on; throws for one that may not. */
export async function verifiedSources(source: string, world: World): Promise<Taken> {
  const contents = contentsOf(source);
  if (contents !== undefined) return sourcesIn(contents, world);
  return { sources: [await verifiedSource(source, world)], losses: [] };
}

/** Sources by the learner they are about, each group in the order of the input. */
export const learnersOf = <T extends { readonly source: Source }>(things: readonly T[]): readonly (readonly T[])[] =>
  byLearner(things, ({ source }) => subjectOf(source.document, issuerOf(source.document) ?? ""));
