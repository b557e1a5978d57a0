// The contexts of a record, which stay in force inside it. The protected terms of two versions of a context exclude each
// other (JSON-LD 1.1, section 4.1.11), so that all credentials in it must name the same ones. An envelope is closed: the
// credential in it stands alone.
import { CLR, DATA_INTEGRITY_V2, OB, VC_V1, VC_V2 } from "../contexts/bundle.ts";
import type { FaultFacts } from "../core/fault.ts";
import { stringsOf, text } from "../core/json.ts";
import { byCode } from "../core/text.ts";
import { nameOf } from "../core/uuid.ts";
import { badgeContextOf } from "../model/record.ts";
import { impossible, isEnvelope, type Member, type RecordForm } from "./member.ts";

/** JSON-LD makes one node of two credentials with one id; only those of one issuer are copies of each other. */
function twinsAmong(members: readonly Member[]): { readonly fault: FaultFacts } | undefined {
  const files = new Map<string, string>();
  for (const { document, file } of members) {
    const id = text(document["id"]) ?? "";
    const first = id === "" ? undefined : files.get(id);
    if (first !== undefined) {
      return impossible(
        `two issuers gave one id to different credentials, which cannot stand in one record: ${[first, file].sort(byCode).join(", ")}`,
        "Merge them into records of their own, or ask one issuer for a credential with another id.",
      );
    }
    files.set(id, file);
  }
  return undefined;
}

/** What the credentials of one record must have in common. */
interface Family {
  readonly vc: string;
  readonly badge: string | undefined;
  /** Data model 1.1 takes the terms of its proofs from a context of their own. */
  readonly proof: string | undefined;
}

function familyOf({ document }: Member): Family {
  const urls = stringsOf(document["@context"]);
  const vc = urls.includes(VC_V2) ? VC_V2 : VC_V1;
  const proof =
    vc === VC_V2 ? undefined : urls.find((url) => url.startsWith("https://w3id.org/security/data-integrity/"));
  return { vc, badge: badgeContextOf(document), proof };
}

const labelOf = ({ vc, badge = "no context of Open Badges", proof }: Family): string =>
  [badge, ...(vc === VC_V1 ? ["data model 1.1"] : []), ...(proof === undefined ? [] : [proof])].join(", ");

export interface RecordContexts {
  readonly contexts: readonly string[];
  /** Data model 2.0 or 1.1, which follows from that of the credentials. */
  readonly vcdm: "2.0" | "1.1";
}

/** The contexts of a record for these members, which hold also when it has none but envelopes. */
export function contextsFor(
  members: readonly Member[],
  form: RecordForm = "embedded",
): RecordContexts | { readonly fault: FaultFacts } {
  const twins = twinsAmong(members);
  if (twins !== undefined) return twins;
  const families = new Map<string, { readonly family: Family; readonly files: string[] }>();
  for (const member of members.filter(({ carried }) => !isEnvelope(carried))) {
    const family = familyOf(member);
    const key = nameOf(labelOf(family));
    const known = families.get(key) ?? { family, files: [] };
    known.files.push(member.file);
    families.set(key, known);
  }
  const [only, ...others] = families.values();
  if (others.length > 0) {
    const listed = [...families.values()].map(
      ({ family, files }) => `\n    ${labelOf(family)}: ${files.sort(byCode).join(", ")}`,
    );
    return impossible(
      `these credentials name different versions of their contexts, which cannot stand in one signed record:${listed.join("")}`,
      "Merge each of these groups into a record of its own, or ask the issuers for credentials with one version.",
    );
  }
  const { vc, badge = OB, proof } = only?.family ?? { vc: VC_V2, badge: OB, proof: undefined };
  const needed = vc === VC_V1 && form === "embedded" ? DATA_INTEGRITY_V2 : undefined;
  const security = proof ?? needed;
  return {
    contexts: [vc, CLR, badge, ...(security === undefined ? [] : [security])],
    vcdm: vc === VC_V1 ? "1.1" : "2.0",
  };
}
