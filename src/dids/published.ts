// A key that stands at an address of its own on an https issuer's server: a JWK, or a document of one method. The
// issuer's document decides whether it is the issuer's (Controlled Identifiers 1.0, section 3.3; Open Badges 3.0
// implementation guide, "Key provenance").
import { isObject } from "../core/json.ts";
import { type ControllerDocument, keySetDocument, methodDocument, type VerificationMethod } from "./document.ts";
import type { Loader } from "./resolve.ts";

/** The method at an address, if the issuer's document lists the address or holds the same key. */
export async function methodAt(
  method: string,
  issuer: ControllerDocument,
  load: Loader,
): Promise<VerificationMethod | undefined> {
  const address = method.split("#", 1)[0] ?? method;
  if (!address.startsWith("https://") || address === issuer.id) return undefined;
  const got = await load(address);
  if (!got.ok || !isObject(got.value)) return undefined;
  const named = methodDocument(got.value, method);
  if (named !== undefined) return issuer.assertionMethods.has(named.id) ? named : undefined;
  const [single] = typeof got.value["kty"] === "string" ? (keySetDocument(got.value, issuer.id)?.methods ?? []) : [];
  return issuer.methods.find(({ key }) => single?.key.equals(key) === true);
}
