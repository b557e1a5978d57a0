// type and schema: which profile a credential claims, and whether its members are what that profile says.
import { failed, passed, skipped, unknown } from "../core/finding.ts";
import { stringsOf } from "../core/json.ts";
import { printable, quoted } from "../core/text.ts";
import { schemaFor } from "../schemas/schema.ts";
import { validate } from "../schemas/validate.ts";
import type { Check } from "./examination.ts";

/** Things that hold credentials without being one. */
const NOT_CREDENTIALS: Readonly<Record<string, string>> = {
  VerifiablePresentation: "a presentation",
  VerifiableCredentialGraph: "a graph of credentials",
};

export const typeCheck: Check = {
  ids: ["type"],
  after: ["shape"],
  run({ opened }) {
    const types = stringsOf(opened.document["type"]);
    const others = types.filter((type) => type !== "VerifiableCredential");
    if (others.length < types.length) return [passed("type", others.map((type) => printable(type)).join(", "))];
    const other = others.find((type) => Object.hasOwn(NOT_CREDENTIALS, type));
    if (other !== undefined) {
      const message = `this is ${NOT_CREDENTIALS[other]}, whose own proof laurel does not check; the credentials inside are`;
      return [unknown("type", "TYPE_UNSUPPORTED", message, "/type")];
    }
    if (opened.kind === "ler-rs") {
      const message = "this is a LER-RS record, not a signed credential; the credentials inside are checked";
      return [unknown("type", "TYPE_UNSUPPORTED", message, "/type")];
    }
    return [failed("type", "TYPE_WRONG", `want a VerifiableCredential, got ${quoted(types.join(", "))}`, "/type")];
  },
};

export const schemaCheck: Check = {
  ids: ["schema"],
  after: ["shape", "type"],
  async run({ opened }) {
    const faults = await validate(schemaFor(opened.kind, opened.vcdm), opened.document);
    if (faults.length > 0) return faults.map(({ pointer, message }) => failed("schema", "SCHEMA", message, pointer));
    if (opened.kind === "ler-rs")
      return [unknown("schema", "SCHEMA_UNSUPPORTED", "laurel does not judge LER-RS records yet")];
    if (opened.kind === "credential") return [skipped("schema", "NOT_JUDGED", "laurel has no schema for this type")];
    return [passed("schema")];
  },
};
