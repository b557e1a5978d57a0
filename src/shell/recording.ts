// The issuer's side of every record: who signs it, and what catalogue and frameworks say of its achievements.
import { Fault, type FaultFacts, FaultList } from "../core/fault.ts";
import { stampOf } from "../core/instant.ts";
import { type JsonObject, objectsOf } from "../core/json.ts";
import type { RecordForm } from "../flows/member.ts";
import { contextsFor } from "../flows/merge.ts";
import type { RecordContexts } from "../flows/record-contexts.ts";
import type { Member } from "../flows/take.ts";
import { type Built, type Person, type RecordFacts, recordOf } from "../model/record.ts";
import type { Secured } from "../proofs/secure.ts";
import { schemaFor } from "../schemas/schema.ts";
import { validate } from "../schemas/validate.ts";
import { type IssuerFlags, openIssuer } from "./issuer.ts";

export interface RecordingFlags extends IssuerFlags {
  /** Name of the records. */
  readonly name: string;
  readonly withAncestors?: boolean;
}

/** A record before its proof. */
export interface Draft extends Built, Pick<RecordContexts, "vcdm"> {
  readonly members: readonly Member[];
}

export interface Recording {
  readonly issuerId: string;
  readonly form: RecordForm;
  readonly extension: Secured["extension"];
  /** Throws a FaultList when these credentials cannot stand in one record. */
  readonly draft: (
    members: readonly Member[],
    learner: Person,
    partial: RecordFacts["partial"],
    validFrom?: string,
  ) => Draft;
  /** Throws a FaultList when the draft is no sound record. */
  readonly secure: (draft: Draft) => Promise<Secured>;
  /** Whether a record is secured as this issuer secures it now. */
  readonly isSecured: (document: JsonObject) => boolean;
}

/** What the schema finds wrong with a draft, which is a fault of the credentials in it. */
async function requireSound({ document, vcdm }: Draft): Promise<void> {
  const complaints = await validate(schemaFor("clr", vcdm), document);
  if (complaints.length === 0) return;
  const broken = "the record would break CLR 2.0";
  throw new FaultList(
    complaints.map(({ pointer, message }) => ({
      code: "MERGE_IMPOSSIBLE",
      message: `${broken}: ${message}`,
      pointer,
    })),
  );
}

export async function openRecording(
  flags: RecordingFlags,
  voice: { readonly now: Date; readonly say: (line: string) => void },
): Promise<Recording> {
  const { signing, catalogue, frameworks, offerings } = await openIssuer(flags, voice, () => {});
  const form: RecordForm = signing.extension === ".jwt" ? "token" : "embedded";
  const draft: Recording["draft"] = (members, learner, partial, validFrom = stampOf(voice.now)) => {
    const fitting = contextsFor(members, form);
    if ("fault" in fitting) throw new FaultList([fitting.fault]);
    const built = recordOf({
      contexts: fitting.contexts,
      issuer: signing.issuer,
      name: flags.name,
      partial,
      validFrom,
      learner,
      members,
      catalogue: catalogue.specs,
      achievementFor: ({ slug }) => {
        const found = offerings.find(slug);
        return "offering" in found ? found.offering.achievement : {};
      },
      frameworks: [...frameworks.keys()],
      withAncestors: flags.withAncestors === true,
    });
    return { ...built, vcdm: fitting.vcdm, members };
  };
  const secure: Recording["secure"] = async (made) => {
    await requireSound(made);
    try {
      return await signing.secureRecord(made.document);
    } catch (error) {
      if (!(error instanceof Fault) || error.facts.code !== "CREDENTIAL_INVALID") throw error;
      const files = [...new Set(made.members.map(({ file }) => file))].join(", ");
      const message = `these credentials cannot stand in one signed record: ${files}: ${error.message}`;
      const fault: FaultFacts = { code: "MERGE_IMPOSSIBLE", message };
      throw new FaultList([fault]);
    }
  };
  return {
    issuerId: signing.issuerId,
    form,
    extension: signing.extension,
    draft,
    secure,
    isSecured: ({ proof }) =>
      form === "token" || objectsOf(proof).some(({ cryptosuite }) => cryptosuite === signing.proof),
  };
}
