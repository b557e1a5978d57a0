// Who a credential says has issued it, and whose key must have signed a document.
import { type JsonObject, object, text } from "../core/json.ts";
import { isAddress } from "../dids/document.ts";
import type { Opened } from "./examination.ts";

/** A member that is an identifier, or an object with one. */
const idOf = (document: JsonObject, name: string): string | undefined =>
  text(document[name]) ?? text(object(document[name])?.["id"]);

export const issuerOf = (document: JsonObject): string | undefined => idOf(document, "issuer");

/** What a key signs: credentials as their issuer, or presentations as their holder. */
export type Purpose = "assertionMethod" | "authentication";

export const purposeOf = ({ kind }: Pick<Opened, "kind">): Purpose =>
  kind === "presentation" ? "authentication" : "assertionMethod";

/**
 * Whose key must have made a signature: the issuer's, or the holder's of a presentation. A presentation need not name
 * its holder (VCDM 2.0, section 4.13); then it is whoever the key named by the signature belongs to.
 */
export function signerOf({ document, kind, token }: Opened, method?: string): string | undefined {
  if (kind !== "presentation") return issuerOf(document);
  const key = method ?? text(token?.header["kid"]);
  const controller = key !== undefined && isAddress(key) ? key.split("#", 1)[0] : undefined;
  return idOf(document, "holder") ?? text(token?.payload["iss"]) ?? controller;
}
