// The originals in an LER-RS: signed credentials that prove its entries (HR Open 4.5, VerificationsType), wherever
// writers put them, and what stands in their place: an organization to ask, an address, a provisional record.
import { type Finding, skipped, unknown } from "../core/finding.ts";
import { isObject, type Json, type JsonObject, listOf, object, objectsOf, pointerTo, text } from "../core/json.ts";
import { parseJson } from "../core/strict-json.ts";
import { count, quoted } from "../core/text.ts";
import { bodiesOf, PROVABLE_SECTIONS } from "../schemas/ler-rs-reading.ts";

/** A credential inside another, and where it stands. */
export interface Spot {
  readonly value: Json;
  readonly pointer: string;
  /** Of a file that was attached: its text to the letter. */
  readonly text?: string;
}

export interface Originals {
  readonly spots: readonly Spot[];
  /** What is no credential, named as what it is. */
  readonly notices: readonly Finding[];
}

/** Members of an entry, or of a verification, that hold originals: the standard's, and those that programs write. */
export const HOLDERS: ReadonlySet<string> = new Set([
  "verifications",
  "verification",
  "Verification",
  "otherW3CVerifiableCredential",
  "1edtob3",
  "1edtclr2",
  "verifiableCredential",
]);

const TOKEN = /^[\w-]+\.[\w-]*\.[\w-]*$/;
const TOKEN_ADDRESS = /^data:application\/[\w.+-]*jwt[^,]*,(.*)$/s;

const notice = (code: string, message: string, pointer: string): Finding =>
  skipped("credentials", code, message, pointer);

/** HR Open's Provisional credentials say of themselves that nobody vouches for them; they have no proof to check. */
const isProvisional = (value: JsonObject): boolean =>
  value["proof"] === undefined &&
  listOf(value["@context"]).some((one) => /\/Provisional\w+Type\.json$/.test(text(one) ?? ""));

type Seen = Spot | Finding;
const isSpot = (seen: Seen): seen is Spot => "value" in seen;
const isFinding = (seen: Seen): seen is Finding => "status" in seen;

/** What one item of `verifications` is. */
function* verification(value: Json, pointer: string): Generator<Seen> {
  if (typeof value === "string") {
    if (TOKEN.test(value)) yield { value, pointer };
    else yield unknown("credentials", "VERIFICATION_UNKNOWN", `laurel cannot read ${quoted(value)} as proof`, pointer);
    return;
  }
  if (!isObject(value)) {
    yield unknown("credentials", "VERIFICATION_UNKNOWN", "laurel cannot read what stands here as proof", pointer);
    return;
  }
  if ("@context" in value || "proof" in value || "credentialSubject" in value) {
    if (isProvisional(value)) {
      yield notice("VERIFICATION_PROVISIONAL", "a provisional record, which nobody signed", pointer);
    } else yield { value, pointer };
    return;
  }
  const holders = Object.keys(value).filter((name) => HOLDERS.has(name));
  for (const name of holders) yield* verifications(value[name] ?? null, pointer + pointerTo(name));
  if (holders.length > 0) return;
  const reference = text(value["reference"]);
  const token = TOKEN_ADDRESS.exec(reference ?? "")?.[1];
  if (token !== undefined) yield { value: token, pointer: `${pointer}/reference` };
  else if (reference !== undefined) {
    yield notice("VERIFICATION_REFERENCE", `a reference to ${quoted(reference)}, which was not asked for`, pointer);
  } else if ("verifyingOrganization" in value) {
    const name = text(object(value["verifyingOrganization"])?.["name"]);
    const whom = name === undefined ? "an organization" : quoted(name);
    yield notice("VERIFICATION_ORGANIZATION", `${whom} can be asked; nothing here is signed`, pointer);
  } else {
    yield unknown("credentials", "VERIFICATION_UNKNOWN", "laurel cannot read what stands here as proof", pointer);
  }
}

function* verifications(value: Json, pointer: string): Generator<Seen> {
  if (!Array.isArray(value)) yield* verification(value, pointer);
  else for (const [index, item] of value.entries()) yield* verification(item, pointer + pointerTo(index));
}

function* inNode(node: Json, pointer: string): Generator<Seen> {
  if (Array.isArray(node)) {
    for (const [index, item] of node.entries()) yield* inNode(item, pointer + pointerTo(index));
  } else if (isObject(node)) {
    for (const [name, value] of Object.entries(node)) {
      if (HOLDERS.has(name)) yield* verifications(value, pointer + pointerTo(name));
      else yield* inNode(value, pointer + pointerTo(name));
    }
  }
}

const JSON_TYPES = new Set(["application/vc", "application/vc+ld+json", "application/vp", "application/vp+ld+json"]);
const TOKEN_TYPES = new Set(["application/vc+jwt", "application/vp+jwt", "application/jwt"]);

/** AttachmentType: a whole record as it was received, in base64, with a media type that says it is a credential. */
function attached(attachment: JsonObject, pointer: string): Seen | undefined {
  const content = object(attachment["content"]);
  const media = (text(content?.["mimeType"]) ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
  const encoded = text(content?.["value"]);
  if (encoded === undefined || !(JSON_TYPES.has(media) || TOKEN_TYPES.has(media))) return undefined;
  const at = `${pointer}/content/value`;
  try {
    const received = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.from(encoded, "base64"));
    const body = received.trim();
    const value = TOKEN_TYPES.has(media) ? body : parseJson(body);
    if (typeof value === "string" || (isObject(value) && "@context" in value))
      return { value, pointer: at, text: received };
  } catch {
    // Neither text nor JSON: said below.
  }
  return unknown("credentials", "ATTACHMENT_UNREADABLE", "the attached credential cannot be read", at);
}

/** Entries of the sections that no original stands with. */
function assertedIn(body: JsonObject, base: string): { readonly entries: number; readonly bare: readonly string[] } {
  const entries = PROVABLE_SECTIONS.flatMap((name) =>
    objectsOf(body[name]).map((entry, index) => ({ entry, pointer: base + pointerTo(name, index) })),
  );
  const bare = entries.filter(({ entry, pointer }) => ![...inNode(entry, pointer)].some(isSpot));
  return { entries: entries.length, bare: bare.map(({ pointer }) => pointer) };
}

/** All originals of an LER-RS; `plain` for one that is no credential itself. */
export function originalsIn(document: JsonObject, plain: boolean): Originals {
  const bodies = bodiesOf(document, plain);
  const seen = bodies.flatMap(({ body, pointer }) => [
    ...inNode(body, pointer),
    ...objectsOf(body["attachments"]).flatMap(
      (attachment, index) => attached(attachment, `${pointer}/attachments/${index}`) ?? [],
    ),
  ]);
  const asserted = bodies.map(({ body, pointer }) => assertedIn(body, pointer));
  const entries = asserted.reduce((sum, one) => sum + one.entries, 0);
  const bare = asserted.flatMap((one) => one.bare);
  const whose = plain ? "of whoever wrote this record" : "of the one who signed this record";
  const said = `${bare.length} of ${count(entries, "entry", "entries")} ${bare.length === 1 ? "is" : "are"} the word ${whose}`;
  const self = bare.length === 0 ? [] : [notice("SELF_ASSERTED", `${said}: no signed original`, bare[0] ?? "")];
  return { spots: seen.filter(isSpot), notices: [...seen.filter(isFinding), ...self] };
}
