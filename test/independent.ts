// What software of others is given to load: contexts from our bundle, did:key documents made by the other library.
import * as Ed25519Multikey from "@digitalbazaar/ed25519-multikey";
import { contextAt } from "../src/contexts/bundle.ts";

export async function documentLoader(url: string) {
  const [did = "", fragment] = url.split("#");
  const document = url.startsWith("did:key:") ? await didKey(did, fragment) : await contextAt(url);
  if (document === undefined) throw new Error(`not at hand: ${url}`);
  return { contextUrl: null, documentUrl: url, document };
}

async function didKey(did: string, fragment: string | undefined) {
  const publicKeyMultibase = did.slice("did:key:".length);
  const id = `${did}#${publicKeyMultibase}`;
  const pair = await Ed25519Multikey.from({ id, controller: did, type: "Multikey", publicKeyMultibase });
  const method = await pair.export({ publicKey: true, includeContext: true });
  if (fragment !== undefined) return method;
  return {
    "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
    id: did,
    assertionMethod: [method],
  };
}
