// The issuer's side of every record: who signs it, and what catalogue and frameworks say of its achievements.
import { Fault, type FaultFacts, FaultList } from "../core/fault.ts";
import { stampOf } from "../core/instant.ts";
import type { JsonObject } from "../core/json.ts";
import { contextsFor } from "../flows/merge.ts";
import type { Member } from "../flows/take.ts";
import type { Notice } from "../frameworks/framework.ts";
import { type Person, recordOf } from "../model/record.ts";
import type { Secured } from "../proofs/secure.ts";
import { schemaFor } from "../schemas/schema.ts";
import { validate } from "../schemas/validate.ts";
import { type IssuerFlags, openIssuer } from "./issuer.ts";

export interface RecordingFlags extends IssuerFlags {
  /** Name of the records. */
  readonly name: string;
}

export interface SignedRecord {
  readonly document: JsonObject;
  readonly notices: readonly Notice[];
  readonly secured: Secured;
}

export interface Recording {
  readonly issuerId: string;
  readonly extension: Secured["extension"];
  /** Throws a FaultList when these credentials cannot stand in one record. */
  readonly sign: (members: readonly Member[], learner: Person, partial: boolean) => Promise<SignedRecord>;
}

const unfit = (facts: readonly FaultFacts[]) => new FaultList(facts);

export async function openRecording(
  flags: RecordingFlags,
  voice: { readonly now: Date; readonly say: (line: string) => void },
): Promise<Recording> {
  const { signing, catalogue, frameworks, offerings } = await openIssuer(flags, voice, () => {});
  const sign: Recording["sign"] = async (members, learner, partial) => {
    const fitting = contextsFor(members);
    if ("fault" in fitting) throw unfit([fitting.fault]);
    const { document, notices } = recordOf({
      contexts: fitting.contexts,
      issuer: signing.issuer,
      name: flags.name,
      partial,
      validFrom: stampOf(voice.now),
      learner,
      members: members.map((member) => member.document),
      catalogue: catalogue.specs,
      achievementFor: ({ slug }) => {
        const found = offerings.find(slug);
        return "offering" in found ? found.offering.achievement : {};
      },
      frameworks: [...frameworks.keys()],
    });
    const complaints = await validate(schemaFor("clr", "2.0"), document);
    if (complaints.length > 0) {
      const broken = "the record would break CLR 2.0";
      throw unfit(
        complaints.map(({ pointer, message }) => ({
          code: "MERGE_IMPOSSIBLE",
          message: `${broken}: ${message}`,
          pointer,
        })),
      );
    }
    try {
      return { document, notices, secured: await signing.secure(document) };
    } catch (error) {
      if (!(error instanceof Fault) || error.facts.code !== "CREDENTIAL_INVALID") throw error;
      const files = [...new Set(members.map(({ file }) => file))].join(", ");
      const message = `these credentials cannot stand in one signed record: ${files}: ${error.message}`;
      throw unfit([{ code: "MERGE_IMPOSSIBLE", message }]);
    }
  };
  return { issuerId: signing.issuerId, extension: signing.extension, sign };
}
