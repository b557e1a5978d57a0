// parse and shape: from a file's bytes, or a value inside another credential, to a document that checks can read.
import { Fault } from "../core/fault.ts";
import { type Finding, failed, passed, unknown } from "../core/finding.ts";
import { isObject, type Json, type JsonObject, object, stringsOf, text } from "../core/json.ts";
import { parseJson } from "../core/strict-json.ts";
import { quoted } from "../core/text.ts";
import { credentialIn, parseToken, type Token } from "../proofs/vc-jwt.ts";
import type { Baked } from "../readers/baked.ts";
import { bakedInPng, isPng } from "../readers/png.ts";
import { bakedInSvg, isMarkup } from "../readers/svg.ts";
import { kindOf } from "../schemas/kind.ts";
import type { Opened } from "./examination.ts";
import { isWebPage, OLDER_BADGE, ofOtherForm, otherThanCredential, WEB_PAGE } from "./other-file.ts";
import { plainFindings, shapeFindings } from "./shape.ts";

export interface Opening {
  /** Undefined when parse or shape failed. */
  readonly opened?: Opened;
  /** What the shape gate did not let through. Only what stands inside it may be looked at, each by itself. */
  readonly refused?: Opened;
  readonly findings: readonly Finding[];
}

const unreadable = (message: string, code = "PARSE"): Opening => ({ findings: [failed("parse", code, message)] });

const unsupported = (message: string): Opening => ({ findings: [unknown("parse", "FORMAT_UNSUPPORTED", message)] });

/** Envelopes of VCDM 2.0, sections 4.13 and 4.14, with the media types of a data: URL that is a compact JWS. */
const ENVELOPES: Readonly<Record<string, RegExp>> = {
  EnvelopedVerifiableCredential: /^data:application\/(?:vc\+jwt|vc-ld\+jwt|vc\+ld\+json\+jwt|jwt)(?:;[^,]*)?,(.*)$/s,
  EnvelopedVerifiablePresentation: /^data:application\/(?:vp\+jwt|vp-ld\+jwt|vp\+ld\+json\+jwt|jwt)(?:;[^,]*)?,(.*)$/s,
};

const instantIn = (claim: Json | undefined): string | undefined =>
  typeof claim === "number" && Math.abs(claim) < 1e11
    ? new Date(claim * 1000).toISOString().replace(".000Z", "Z")
    : undefined;

/** Members that claims stand in for where a document of VCDM 1.1 leaves them out (section 6.3.1). */
const CLAIMED: Readonly<Record<"vc" | "vp", (payload: JsonObject) => Readonly<Record<string, string | undefined>>>> = {
  vc: (payload) => ({
    id: text(payload["jti"]),
    issuer: text(payload["iss"]),
    issuanceDate: instantIn(payload["nbf"]),
    expirationDate: instantIn(payload["exp"]),
  }),
  vp: (payload) => ({ id: text(payload["jti"]), holder: text(payload["iss"]) }),
};

function completed(document: JsonObject, name: "vc" | "vp", { payload }: Token): JsonObject {
  // Some programs write an empty text where the claim is to speak.
  const missing = Object.entries(CLAIMED[name](payload)).filter(
    ([member, value]) => value !== undefined && (document[member] ?? "") === "" && document[member] !== null,
  );
  const subject = document["credentialSubject"];
  const sub = text(payload["sub"]);
  const about: JsonObject =
    isObject(subject) && sub !== undefined && !Object.hasOwn(subject, "id")
      ? { credentialSubject: { id: sub, ...subject } }
      : {};
  // An issuer that is described but not named: the claim is its id.
  const issuer = object(document["issuer"]);
  const iss = text(payload["iss"]);
  const by: JsonObject =
    name === "vc" && issuer !== undefined && iss !== undefined && !Object.hasOwn(issuer, "id")
      ? { issuer: { id: iss, ...issuer } }
      : {};
  return { ...document, ...(Object.fromEntries(missing) as JsonObject), ...about, ...by };
}

/** VCDM 2.0: where a credential names no end, that of its token is one, for all that is made of it as for the verdict. */
function ended(document: JsonObject, { payload }: Token): JsonObject {
  const end = instantIn(payload["exp"]);
  const isOpen = ["validUntil", "expirationDate"].every((name) => document[name] === undefined);
  return end !== undefined && isOpen && "credentialSubject" in document ? { ...document, validUntil: end } : document;
}

function openDocument(document: JsonObject, token?: Token): Opening {
  const other = otherThanCredential(document);
  if (other !== undefined) return unreadable(other.message, other.code);
  const { kind, vcdm } = kindOf(document);
  const shape = kind === "ler-rs-body" ? plainFindings(document) : shapeFindings(document, token !== undefined);
  const findings = [passed("parse", token === undefined ? "JSON" : "JWT"), ...shape];
  const opened: Opened = { document, kind, vcdm, ...(token === undefined ? {} : { token }) };
  return shape.some(({ status }) => status === "failed") ? { refused: opened, findings } : { opened, findings };
}

/** A token with what its holder discloses behind it (RFC 9901, section 4). */
const DISCLOSURE = /^[\w-]+\.[\w-]+\.[\w-]+~/;

function openToken(compact: string): Opening {
  if (DISCLOSURE.test(compact)) return unsupported("laurel does not read tokens with selective disclosure (SD-JWT)");
  const token = parseToken(compact);
  if (token === undefined) return unreadable("want a credential as JSON or a compact JWS of three parts, got neither");
  const [first, second] = (["vc", "vp"] as const).flatMap((name) => {
    const value = object(token.payload[name]);
    return value === undefined ? [] : [{ name, value }];
  });
  if (second !== undefined) return unreadable("want a credential or a presentation in the token, got both");
  const hollow = ["vc", "vp"].find((name) => name in token.payload && object(token.payload[name]) === undefined);
  if (hollow !== undefined) {
    return unreadable(`want the token's claim "${hollow}" to be an object, or not there`, "VERSION_MIXED");
  }
  const document =
    first === undefined ? ended(credentialIn(token.payload), token) : completed(first.value, first.name, token);
  const opening = openDocument(document, token);
  const found = opening.opened;
  // Implementation guide, "Verifiable Credentials v1.1": a `vc` claim means data model 1.1. Where it holds a credential
  // of 2.0 there is still one reading, as long as the payload is no credential itself.
  const isMixed = first === undefined ? found?.vcdm === "1.1" : "@context" in token.payload;
  if (isMixed) {
    return unreadable("the token's form and its credential are of two versions of the data model", "VERSION_MIXED");
  }
  if (found !== undefined && first !== undefined && (first.name === "vp") !== (found.kind === "presentation")) {
    return unreadable(`the token's claim ${quoted(first.name)} holds something else than it says`, "TOKEN_KIND");
  }
  return opening;
}

function openEnvelope(document: JsonObject, pattern: RegExp): Opening {
  const address = text(document["id"]) ?? "";
  const compact = pattern.exec(address)?.[1];
  if (compact !== undefined) return openToken(compact);
  const media = /^data:([^;,]*)/.exec(address)?.[1];
  if (media === undefined) return unreadable("want an enveloped credential as a data: URL of a JWT");
  return unsupported(`laurel does not open envelopes of ${quoted(media)}`);
}

const OPENINGS = new WeakMap<JsonObject, Opening>();

/** Opens JSON or a compact JWS that stands inside another credential, or in an envelope; each object but once. */
export function openValue(value: Json): Opening {
  if (!isObject(value)) return openOnce(value);
  const known = OPENINGS.get(value) ?? openOnce(value);
  OPENINGS.set(value, known);
  return known;
}

function openOnce(value: Json): Opening {
  try {
    if (typeof value === "string") return openToken(value);
    if (!isObject(value)) return unreadable(ofOtherForm(value));
    const envelope = stringsOf(value["type"]).find((type) => Object.hasOwn(ENVELOPES, type));
    const pattern = ENVELOPES[envelope ?? ""];
    return pattern === undefined ? openDocument(value) : openEnvelope(value, pattern);
  } catch (error) {
    if (error instanceof Fault) return unreadable(error.message, error.facts.code);
    if (error instanceof TypeError) return unreadable("the text is not UTF-8", "ENCODING");
    throw error;
  }
}

/** JSON when it begins with a brace or a bracket, anything else as a token (Open Badges 3.0, baking). */
function openPlain(source: string): Opening {
  const trimmed = source.replace(/^\ufeff/, "").trim();
  if (!trimmed.startsWith("{") && !trimmed.startsWith("[")) return openValue(trimmed);
  try {
    return openValue(parseJson(trimmed));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { line, column, code, message, pointer } = error.facts;
    const where = line === undefined ? "" : `line ${line}, column ${column}: `;
    return { findings: [failed("parse", code, where + message, pointer)] };
  }
}

/** Says of a credential that it came in an image, whatever is said of it otherwise. */
const carried = (image: string, { findings, ...rest }: Opening): Opening => ({
  ...rest,
  findings: findings.map((finding) => {
    if (finding.id !== "parse") return finding;
    const said = finding.message ?? "";
    return {
      ...finding,
      message: finding.status === "passed" ? `${image}, ${said}` : `in the ${image} image: ${said}`,
    };
  }),
});

function openBaked(image: "PNG" | "SVG", baked: Baked): Opening {
  if (!baked.ok) return unreadable(baked.message, baked.code);
  const opening = openPlain(baked.text);
  const older = baked.as === "Open Badges 2.0";
  // Some programs bake 3.0 under the names of 2.0; what it is, it says itself.
  if (older && (opening.opened ?? opening.refused)?.document["credentialSubject"] === undefined) {
    return unreadable(`in the ${image} image: ${OLDER_BADGE}`, "OPEN_BADGES_2");
  }
  const notes = [baked.note, older ? "under the name of Open Badges 2.0" : undefined].filter(
    (note) => note !== undefined,
  );
  return carried(notes.length === 0 ? image : `${image} (${notes.join(", ")})`, opening);
}

/** Opens a file's text: an SVG image, JSON, or a token. */
export function openText(source: string): Opening {
  const trimmed = source.replace(/^\ufeff/, "").trim();
  if (trimmed === "") return unreadable("the file is empty", "FILE_EMPTY");
  if (isWebPage(trimmed)) return unreadable(WEB_PAGE, "NOT_A_CREDENTIAL");
  return isMarkup(trimmed) ? openBaked("SVG", bakedInSvg(trimmed)) : openPlain(trimmed);
}

/** Files that people take for credentials, by how they begin. */
const STRANGERS: readonly (readonly [beginning: string, name: string])[] = [
  ["%PDF-", "a PDF document"],
  ["\xff\xd8\xff", "a JPEG image"],
  ["GIF8", "a GIF image"],
  ["PK\x03\x04", "a ZIP archive, or an office document"],
  ["\x1f\x8b", "a gzip archive"],
];

/** Opens a file's bytes. */
export function openBytes(bytes: Uint8Array): Opening {
  if (isPng(bytes)) return openBaked("PNG", bakedInPng(bytes));
  const beginning = String.fromCharCode(...bytes.subarray(0, 8));
  const stranger = STRANGERS.find(([start]) => beginning.startsWith(start))?.[1];
  if (stranger !== undefined) {
    return unreadable(`want a credential as JSON or JWT, or baked into a PNG or SVG image, got ${stranger}`);
  }
  try {
    return openText(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof TypeError) return unreadable("want UTF-8 text, got another encoding", "ENCODING");
    throw error;
  }
}
