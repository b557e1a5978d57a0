// convert: verified credentials of one learner as a document of another form, checked before anybody sees it.
import { DATA_INTEGRITY_V2, VC_V1 } from "../contexts/bundle.ts";
import { LER_RS_TERMS, LER_RS_TYPE, LER_RS_WRAPPER } from "../contexts/ler-rs.ts";
import { fault } from "../core/fault.ts";
import { stampOf } from "../core/instant.ts";
import { canonicalJson, type JsonObject } from "../core/json.ts";
import { nameOf, uuid5 } from "../core/uuid.ts";
import type { Conversion, Options } from "../outputs/conversion.ts";
import { lerRsOf } from "../outputs/ler-rs/body.ts";
import type { Source } from "../outputs/source.ts";
import type { Output } from "../outputs/table.ts";
import type { Secured } from "../proofs/secure.ts";
import { LER_RS_BODY_SCHEMA, LER_RS_WRAPPER_SCHEMA } from "../schemas/ler-rs.ts";
import { validate } from "../schemas/validate.ts";

export interface Signer {
  readonly issuerId: string;
  readonly secure: (document: JsonObject) => Promise<Secured>;
}

export interface ConvertOptions extends Omit<Options, "wrapped"> {
  /** Wraps the body in a credential and signs it; of LER-RS alone. */
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

async function conform(schema: JsonObject, document: JsonObject, name: string): Promise<void> {
  const [first] = await validate(schema, document);
  if (first === undefined) return;
  throw fault("SCHEMA_FAILED", `the ${name} that laurel made is not as the standard wants it: ${first.message}`, {
    pointer: first.pointer,
  });
}

type Form = Pick<Output, "name" | "convert" | "schema">;

/** Credentials of one learner as one document of a form, which fits our schema of it or is not given. */
export async function toForm(form: Form, sources: readonly Source[], options: ConvertOptions): Promise<Converted> {
  const { signer, now } = options;
  const conversion = form.convert(sources, { ...options, wrapped: signer !== undefined });
  if (signer === undefined) {
    await conform(form.schema, conversion.body, form.name);
    return { ...conversion, extension: ".json", text: `${JSON.stringify(conversion.body, null, 2)}\n` };
  }
  const wrapper = wrapperOf(conversion, signer.issuerId, now);
  await conform(LER_RS_WRAPPER_SCHEMA, wrapper, form.name);
  return { ...conversion, ...(await signer.secure(wrapper)) };
}

const LER_RS: Form = { name: "LER-RS", convert: lerRsOf, schema: LER_RS_BODY_SCHEMA };

export const toLerRs = (sources: readonly Source[], options: ConvertOptions): Promise<Converted> =>
  toForm(LER_RS, sources, options);
