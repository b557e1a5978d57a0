// The signed originals in an LER-RS: as entries of `verifications`, unchanged, so that each issuer's proof still holds by
// itself, and as attachments, letter by letter as they were received, so that the files can be had back.
import { isObject, type Json, type JsonObject, text } from "../../core/json.ts";
import type { Spot } from "../ledger.ts";
import { MEDIA, type Source } from "../source.ts";

const VC_V2 = "https://www.w3.org/ns/credentials/v2";

/** VCDM 2.0, section 4.13: a compact JWS in JSON. */
const enveloped = (token: string): JsonObject => ({
  "@context": VC_V2,
  type: "EnvelopedVerifiableCredential",
  id: `data:application/vc+jwt,${token}`,
});

/** A JSON credential as it is; a token, or one that is enveloped already, as a W3C credential of another kind. */
export function verificationOf(original: Json): JsonObject | undefined {
  if (typeof original === "string") return { otherW3CVerifiableCredential: enveloped(original) };
  if (!isObject(original)) return undefined;
  return original["type"] === "EnvelopedVerifiableCredential" ? { otherW3CVerifiableCredential: original } : original;
}

/**
 * AttachmentType: a file as it was received. An entry of `verifications` is JSON, whose spaces, escapes and ways to
 * write a number are whoever's who writes the document; only this keeps every letter. A record inside another has no
 * file of its own and is attached as it stands there.
 */
export function attachmentOf(credential: Spot, { originals, received }: Source): JsonObject {
  const original = originals.get(credential.pointer) ?? credential.value ?? {};
  const inside =
    typeof original === "string"
      ? { text: original, mediaType: MEDIA.token }
      : { text: JSON.stringify(original), mediaType: MEDIA.json };
  const { text: body, mediaType } = credential.pointer === "" ? received : inside;
  const id = text(credential.at("id").value);
  return {
    ...(id === undefined ? {} : { id: { value: id } }),
    descriptions: ["The signed original as it was received"],
    content: { value: Buffer.from(body).toString("base64"), encoding: "base64", mimeType: mediaType },
  };
}
