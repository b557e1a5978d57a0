// convert: open, verify, refuse what may not be relied on, and write the rest as LER-RS with the originals inside.

import type { Report, World } from "../checks/examination.ts";
import { issuerOf } from "../checks/issuer.ts";
import { openText, openValue } from "../checks/open.ts";
import { DATA_INTEGRITY_V2, VC_V1 } from "../contexts/bundle.ts";
import { LER_RS_TERMS, LER_RS_TYPE, LER_RS_WRAPPER } from "../contexts/ler-rs.ts";
import { type FaultCode, fault } from "../core/fault.ts";
import type { Finding } from "../core/finding.ts";
import { stampOf } from "../core/instant.ts";
import { canonicalJson, isObject, type Json, type JsonObject, pointerTo } from "../core/json.ts";
import { parseJson } from "../core/strict-json.ts";
import { quoted } from "../core/text.ts";
import { nameOf, uuid5 } from "../core/uuid.ts";
import { byLearner, subjectOf } from "../model/learner.ts";
import type { Person } from "../model/person.ts";
import type { SkillFramework } from "../outputs/ler-rs/award.ts";
import { type Conversion, lerRsOf, type Source } from "../outputs/ler-rs/body.ts";
import type { Secured } from "../proofs/secure.ts";
import { LER_RS_BODY_SCHEMA, LER_RS_WRAPPER_SCHEMA } from "../schemas/ler-rs.ts";
import { validate } from "../schemas/validate.ts";
import { examine } from "./examine.ts";

/** Members' own reports say more than the check that sums them up. */
const isSummary = ({ code }: Finding): boolean => ["MEMBER_INVALID", "MEMBER_INCONCLUSIVE"].includes(code ?? "");

/** A credential that was good and is over is still a part of a career; LER-RS says "expired". */
const isExpiry = ({ id, code }: Finding): boolean => id === "validity" && code === "EXPIRED";

/** What stands against relying on a credential, in it and in those inside it. */
function objections(report: Report): readonly Finding[] {
  const own = report.checks.filter(
    (finding) => ["failed", "unknown"].includes(finding.status) && !isSummary(finding) && !isExpiry(finding),
  );
  // A member's pointers start at the member, which nobody could find in the file.
  const inside = report.credentials.flatMap(objections).map(({ pointer: _, ...finding }) => finding);
  return [...own, ...inside];
}

const SAY_MORE = "`laurel verify FILE` says more.";

function refuse(report: Report): void {
  const found = objections(report);
  const unread = report.checks.find(({ id, status }) => id === "parse" && status === "failed");
  if (unread !== undefined) throw fault("FILE_UNREADABLE", unread.message ?? "want a credential, got something else");
  const against = (code: FaultCode, fits: (finding: Finding) => boolean, say: string, hint?: string) => {
    const finding = found.find(fits);
    if (finding !== undefined) throw fault(code, `${say}: ${finding.message}`, { pointer: finding.pointer, hint });
  };
  const want = "want a credential that holds, got one that does not";
  against("CREDENTIAL_REVOKED", ({ code }) => code === "REVOKED", want);
  against("CREDENTIAL_INVALID", ({ status }) => status === "failed", want, SAY_MORE);
  against(
    "CREDENTIAL_UNSURE",
    ({ status }) => status === "unknown",
    "it could not be told whether the credential holds",
    `${SAY_MORE} --evidence and --keys bring along what could not be had.`,
  );
}

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

const MEDIA = { json: "application/vc+ld+json", token: "application/vc+jwt" } as const;

/** What an output reads of a file's text that holds an Open Badge or a CLR. Nothing is verified here. */
export function sourceOf(source: string): Source {
  const { opened: credential } = openText(source);
  if (credential === undefined || !["open-badge", "clr"].includes(credential.kind)) {
    const type = credential === undefined ? "something else" : quoted(String(credential.document["type"]));
    throw fault("CREDENTIAL_INVALID", `want an Open Badge or a Comprehensive Learner Record, got ${type}`);
  }
  const originals = new Map<string, Json>();
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
  refuse(await examine(source, world));
  return sourceOf(source);
}

/** Sources by the learner they are about, each group in the order of the input. */
export const learnersOf = <T extends { readonly source: Source }>(things: readonly T[]): readonly (readonly T[])[] =>
  byLearner(things, ({ source }) => subjectOf(source.document, issuerOf(source.document) ?? ""));

export interface Signer {
  readonly issuerId: string;
  readonly secure: (document: JsonObject) => Promise<Secured>;
}

export interface ConvertOptions {
  readonly now: Date;
  readonly person?: Person | undefined;
  readonly frameworks?: readonly SkillFramework[];
  /** Wraps the body in a credential and signs it. */
  readonly signer?: Signer | undefined;
}

/** A conversion as it goes to disk. */
export type Converted = Conversion & Secured;

/**
 * VerifiableCredentialLER-RSType 4.5: data model 1.1, the issuer as a string, and proofs in a list. The context of
 * Data Integrity is needed because data model 1.1 does not define its proofs.
 */
function wrapperOf({ body, subject }: Conversion, issuer: string, now: Date): JsonObject {
  return {
    "@context": [VC_V1, LER_RS_WRAPPER, LER_RS_TERMS, DATA_INTEGRITY_V2],
    id: `urn:uuid:${uuid5(nameOf(issuer, canonicalJson(body)))}`,
    type: ["VerifiableCredential", LER_RS_TYPE],
    issuer,
    issuanceDate: stampOf(now),
    credentialSubject: { ...(subject === undefined ? {} : { id: subject }), lerrsType: body },
  };
}

async function conform(schema: JsonObject, document: JsonObject): Promise<void> {
  const [first] = await validate(schema, document);
  if (first === undefined) return;
  throw fault("SCHEMA_FAILED", `the LER-RS that laurel made is not as the standard wants it: ${first.message}`, {
    pointer: first.pointer,
  });
}

/** Credentials of one learner as one LER-RS, which fits our schema or is not given. */
export async function toLerRs(sources: readonly Source[], options: ConvertOptions): Promise<Converted> {
  const { signer, now } = options;
  const conversion = lerRsOf(sources, { ...options, wrapped: signer !== undefined });
  if (signer === undefined) {
    await conform(LER_RS_BODY_SCHEMA, conversion.body);
    return { ...conversion, extension: ".json", text: `${JSON.stringify(conversion.body, null, 2)}\n` };
  }
  const wrapper = wrapperOf(conversion, signer.issuerId, now);
  await conform(LER_RS_WRAPPER_SCHEMA, wrapper);
  return { ...conversion, ...(await signer.secure(wrapper)) };
}

/** How many entries each section of a body has; sections that are not there are left out. */
export const sectionsOf = (body: JsonObject): Readonly<Record<string, number>> =>
  Object.fromEntries(
    ["educationAndLearnings", "certifications", "licenses", "skills", "attachments"].flatMap((name) => {
      const entries = body[name];
      return Array.isArray(entries) ? [[name, entries.length]] : [];
    }),
  );
