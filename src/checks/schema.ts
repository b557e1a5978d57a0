// type and schema: which profile a credential claims, and whether its members are what that profile says.
import { type Finding, failed, passed, skipped, unknown } from "../core/finding.ts";
import { stringsOf } from "../core/json.ts";
import { oneOf, printable, quoted } from "../core/text.ts";
import { isCredentialType } from "../schemas/kind.ts";
import { bodiesOf, LER_RS_READING_SCHEMA, unknownMembers } from "../schemas/ler-rs-reading.ts";
import { isProfiled, schemaFor, senseFor } from "../schemas/schema.ts";
import { validate } from "../schemas/validate.ts";
import type { Check, Opened } from "./examination.ts";

export const typeCheck: Check = {
  ids: ["type"],
  after: ["shape"],
  run({ opened }) {
    const types = stringsOf(opened.document["type"]);
    const others = types.filter((type) => type !== "VerifiableCredential");
    const both = isCredentialType(types) && types.includes("VerifiablePresentation");
    if (both) return [failed("type", "TYPE_WRONG", "want a credential or a presentation, got both in one", "/type")];
    if (isCredentialType(types)) return [passed("type", others.map((type) => printable(type)).join(", "))];
    if (opened.kind === "presentation") return [passed("type", others.map((type) => printable(type)).join(", "))];
    if (opened.kind === "ler-rs-body") return [passed("type", "an LER-RS record as plain JSON")];
    if (types.includes("VerifiableCredentialGraph")) {
      return [unknown("type", "TYPE_UNSUPPORTED", "laurel does not read graphs of credentials", "/type")];
    }
    return [failed("type", "TYPE_WRONG", `want a VerifiableCredential, got ${quoted(types.join(", "))}`, "/type")];
  },
};

/** LER-RS has more shapes than its schema: only what every reader of it needs is asked for. */
async function recordFindings({ document, kind }: Opened): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const { body, pointer } of bodiesOf(document, kind === "ler-rs-body")) {
    const faults = await validate(LER_RS_READING_SCHEMA, body);
    findings.push(...faults.map((one) => failed("schema", "SCHEMA", one.message, pointer + one.pointer)));
    const strange = unknownMembers(body);
    if (strange.length > 0) {
      const message = `LER-RS has no ${oneOf(strange.slice(0, 3).map(quoted))}: what stands there may not be read`;
      findings.push(skipped("schema", "SCHEMA_LOOSE", message, pointer));
    }
  }
  return findings.some(({ status }) => status === "failed") ? findings : [passed("schema"), ...findings];
}

async function passedOr(opened: Opened): Promise<readonly Finding[]> {
  const { kind } = opened;
  if (kind === "ler-rs" || kind === "ler-rs-body") return recordFindings(opened);
  if (kind === "credential") return [skipped("schema", "NOT_JUDGED", "laurel has no schema for this type")];
  return [passed("schema")];
}

export const schemaCheck: Check = {
  ids: ["schema"],
  after: ["shape", "type"],
  async run({ opened, found }) {
    const { vcdm, document } = opened;
    // Terms of an unknown context cannot be held to a profile; those of the data model are protected from it.
    const strange = isProfiled(opened.kind) && found("context").some(({ status }) => status === "unknown");
    const kind = strange ? "credential" : opened.kind;
    const faults = await validate(schemaFor(kind, vcdm), document);
    const grave = faults.length === 0 ? [] : await validate(senseFor(kind, vcdm), document);
    if (grave.length > 0) return grave.map(({ pointer, message }) => failed("schema", "SCHEMA", message, pointer));
    if (strange) return [skipped("schema", "NOT_JUDGED", "what its terms mean is not known")];
    const departures = faults.map(({ pointer, message }) =>
      skipped("schema", "SCHEMA_DEPARTURE", `${message}; its sense is plain all the same`, pointer),
    );
    return [...(await passedOr(opened)), ...departures];
  },
};
