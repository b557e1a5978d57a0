// A verifiable presentation (VCDM 2.0, section 4.13; VCDM 1.1, section 4.10) as a JSON Schema: the envelope, and no more
// of what stands in it than that it can be a credential. Each of those is judged by itself.
import { VC_V1, VC_V2 } from "../contexts/bundle.ts";
import type { JsonObject } from "../core/json.ts";
import { either, listHolding, when } from "./dialect.ts";
import type { Vcdm } from "./kind.ts";

const FIRST: Readonly<Record<Vcdm, JsonObject>> = {
  "1.1": { const: VC_V1 },
  "2.0": { const: VC_V2 },
};
const URI: JsonObject = { type: "string", format: "uri" };
/** A credential, or one as a token (VCDM 1.1, section 6.3.1). */
const MEMBER: JsonObject = { type: ["object", "string"], wanted: "a credential" };

const schema = (vcdm: Vcdm): JsonObject => ({
  $schema: "https://json-schema.org/draft/2019-09/schema",
  type: "object",
  properties: {
    "@context": either({ type: "array", minItems: 1, items: [FIRST[vcdm]] }, FIRST[vcdm]),
    id: URI,
    type: either(listHolding("VerifiablePresentation"), { const: "VerifiablePresentation" }),
    holder: when({ type: "string" }, URI, { type: "object", properties: { id: URI }, required: ["id"] }),
    verifiableCredential: either({ items: MEMBER }, MEMBER),
  },
  required: ["@context", "type"],
});

/** By version of the data model; the same objects each time. */
export const PRESENTATION_SCHEMAS: Readonly<Record<Vcdm, JsonObject>> = { "1.1": schema("1.1"), "2.0": schema("2.0") };
