// One text for one signed credential, whichever of its forms it stands there in.
import { canonicalJson, isObject, type Json, listOf, text } from "../core/json.ts";

/** The address in which laurel, among others, envelops a token (VCDM 2.0, section 4.13). */
const ENVELOPED = /^data:application\/vc\+jwt,([\w.-]+)$/;

/** Alike for a token and the same token in an envelope, and for JSON that differs in spaces and order alone. */
export function identityOf(value: Json): string {
  if (typeof value === "string") return value;
  const enveloped = isObject(value) && listOf(value["type"]).includes("EnvelopedVerifiableCredential");
  return (enveloped ? ENVELOPED.exec(text(value["id"]) ?? "")?.[1] : undefined) ?? canonicalJson(value);
}
