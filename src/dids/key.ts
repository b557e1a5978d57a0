// did:key: the identifier is the public key itself, as a multikey.
import type { ControllerDocument, VerificationMethod } from "./document.ts";
import { keyOfMultikey } from "./multikey.ts";

export function didKeyDocument(did: string): ControllerDocument | undefined {
  const multikey = did.slice("did:key:".length);
  const key = keyOfMultikey(multikey);
  if (key === undefined) return undefined;
  const method: VerificationMethod = { id: `${did}#${multikey}`, controller: did, key };
  return { id: did, methods: [method], assertionMethods: new Set([method.id]) };
}
