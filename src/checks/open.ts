// parse and shape: from a file's text, or a value inside another credential, to a credential that checks can read.
import { Fault } from "../core/fault.ts";
import { type Finding, failed, passed, unknown } from "../core/finding.ts";
import { isObject, type Json, type JsonObject, object, text } from "../core/json.ts";
import { parseJson } from "../core/strict-json.ts";
import { quoted } from "../core/text.ts";
import { credentialIn, parseToken, type Token } from "../proofs/vc-jwt.ts";
import { kindOf } from "../schemas/kind.ts";
import type { Opened } from "./examination.ts";
import { shapeFindings } from "./shape.ts";

export interface Opening {
  /** Undefined when parse or shape failed. */
  readonly opened?: Opened;
  readonly findings: readonly Finding[];
}

const unreadable = (message: string, code = "PARSE"): Opening => ({ findings: [failed("parse", code, message)] });

const unsupported = (message: string): Opening => ({ findings: [unknown("parse", "FORMAT_UNSUPPORTED", message)] });

/** Media types of a data: URL that holds a credential as a compact JWS (VCDM 2.0, section 4.13). */
const ENVELOPE = /^data:application\/(?:vc\+jwt|vc-ld\+jwt|vc\+ld\+json\+jwt|jwt)(?:;[^,]*)?,(.*)$/s;

/** VCDM 1.1, section 6.3.1: claims stand in for members that the `vc` claim leaves out. */
function completed(credential: JsonObject, { payload }: Token): JsonObject {
  const instant = (claim: Json | undefined) =>
    typeof claim === "number" && Math.abs(claim) < 1e11
      ? new Date(claim * 1000).toISOString().replace(".000Z", "Z")
      : undefined;
  const claims = {
    id: text(payload["jti"]),
    issuer: text(payload["iss"]),
    issuanceDate: instant(payload["nbf"]),
    expirationDate: instant(payload["exp"]),
  };
  const missing = Object.entries(claims).filter(
    ([name, value]) => value !== undefined && !Object.hasOwn(credential, name),
  );
  const subject = credential["credentialSubject"];
  const sub = text(payload["sub"]);
  const about: JsonObject =
    isObject(subject) && sub !== undefined && !Object.hasOwn(subject, "id")
      ? { credentialSubject: { id: sub, ...subject } }
      : {};
  return { ...credential, ...(Object.fromEntries(missing) as JsonObject), ...about };
}

function openDocument(document: JsonObject, token?: Token): Opening {
  if (!Object.hasOwn(document, "@context") && !Object.hasOwn(document, "type")) {
    return unreadable('this is no credential: it has neither "@context" nor "type"', "NOT_A_CREDENTIAL");
  }
  const shape = shapeFindings(document);
  const findings = [passed("parse", token === undefined ? "JSON" : "JWT"), ...shape];
  if (shape.some(({ status }) => status === "failed")) return { findings };
  const { kind, vcdm } = kindOf(document);
  return { opened: { document, kind, vcdm, ...(token === undefined ? {} : { token }) }, findings };
}

function openToken(compact: string): Opening {
  const token = parseToken(compact);
  if (token === undefined) return unreadable("want a credential as JSON or a compact JWS of three parts, got neither");
  const legacy = object(token.payload["vc"]);
  const credential = credentialIn(token.payload);
  const opening = openDocument(legacy === undefined ? credential : completed(legacy, token), token);
  // Implementation guide, "Verifiable Credentials v1.1": a `vc` claim means data model 1.1, and only there.
  const mixed = opening.opened !== undefined && (legacy !== undefined) !== (opening.opened.vcdm === "1.1");
  return mixed
    ? unreadable("the token's form and its credential are of two versions of the data model", "VERSION_MIXED")
    : opening;
}

/** Opens JSON or a compact JWS that stands inside another credential, or in an EnvelopedVerifiableCredential. */
export function openValue(value: Json): Opening {
  try {
    if (typeof value === "string") return openToken(value);
    if (!isObject(value)) return unreadable("want a credential as a JSON object, got something else");
    if (value["type"] !== "EnvelopedVerifiableCredential") return openDocument(value);
    const address = text(value["id"]) ?? "";
    const compact = ENVELOPE.exec(address)?.[1];
    if (compact !== undefined) return openToken(compact);
    const media = /^data:([^;,]*)/.exec(address)?.[1];
    if (media === undefined) return unreadable("want an enveloped credential as a data: URL of a JWT");
    return unsupported(`laurel does not open envelopes of ${quoted(media)}`);
  } catch (error) {
    if (error instanceof Fault) return unreadable(error.message, error.facts.code);
    if (error instanceof TypeError) return unreadable("the text is not UTF-8", "ENCODING");
    throw error;
  }
}

const BAKED = "laurel does not read credentials baked into images yet";

/** Opens a file's text: JSON when it begins with a brace, anything else as a token (Open Badges 3.0, baking). */
export function openText(source: string): Opening {
  const trimmed = source.replace(/^\ufeff/, "").trim();
  if (trimmed === "") return unreadable("the file is empty", "FILE_EMPTY");
  if (trimmed.startsWith("<") && /<svg[\s>]/.test(trimmed.slice(0, 65_536)))
    return unsupported(`this is an SVG image; ${BAKED}`);
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

const PNG = [0x89, 0x50, 0x4e, 0x47];

/** Opens a file's bytes. */
export function openBytes(bytes: Uint8Array): Opening {
  if (PNG.every((byte, index) => bytes[index] === byte)) return unsupported(`this is a PNG image; ${BAKED}`);
  try {
    return openText(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof TypeError) return unreadable("want UTF-8 text, got another encoding", "ENCODING");
    throw error;
  }
}
