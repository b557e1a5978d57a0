// Who a credential says has issued it.
import { type JsonObject, object, text } from "../core/json.ts";

export const issuerOf = (document: JsonObject): string | undefined =>
  text(document["issuer"]) ?? text(object(document["issuer"])?.["id"]);
