// What proof.signature says, whichever way a credential is secured.
import { type Finding, failed, unknown } from "../core/finding.ts";
import { objectsOf } from "../core/json.ts";
import { isOfText } from "../proofs/suites.ts";
import type { Opened } from "./examination.ts";

export const wrong = (code: string, message: string, pointer: string): Finding =>
  failed("proof.signature", code, message, pointer);

export const WRONG_SIGNATURE =
  "the signature does not fit: the credential was changed after it was signed, or another key made it";

export const unkeyed = (pointer: string): Finding =>
  unknown("proof.signature", "KEY_UNAVAILABLE", "the signature could not be checked without the key", pointer);

/** True when all that secures a document covers its text, as tokens and proofs over canonical JSON do. */
export function isTextSigned({ token, document }: Opened): boolean {
  const proofs = objectsOf(document["proof"]);
  return token !== undefined || (proofs.length > 0 && proofs.every(isOfText));
}
