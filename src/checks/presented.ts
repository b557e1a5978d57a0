// What the signature of a presentation says beside that of a credential: who presents, to whom, and in answer to what.
import { type Finding, skipped } from "../core/finding.ts";
import { type Json, type JsonObject, objectsOf, stringsOf } from "../core/json.ts";
import { quoted } from "../core/text.ts";
import type { Opened } from "./examination.ts";

const said = (what: string, value: Json | undefined): readonly string[] =>
  stringsOf(value).map((words) => `${what} ${quoted(words)}`);

/** VC Data Integrity 1.0, section 2.1: challenge and domain; of a token, its nonce and audience (RFC 7519; OpenID Connect). */
const askedIn = (proof: JsonObject): readonly string[] => [
  ...said("the challenge", proof["challenge"]),
  ...said("the domain", proof["domain"]),
];

/** Only the one who asked can tell whether this was the question; laurel has asked nothing. */
export function presentedFindings({ document, token }: Opened): readonly Finding[] {
  const claims = token?.payload ?? {};
  const answers = [
    ...said("the challenge", claims["nonce"]),
    ...said("the audience", claims["aud"]),
    ...objectsOf(document["proof"]).flatMap(askedIn),
  ];
  if (answers.length === 0) return [];
  const message = `it was made for ${answers.join(" and ")}; whether that was yours, you must compare`;
  return [skipped("proof.signature", "PRESENTED_FOR", message, "")];
}

/** The same findings, with the holder in the issuer's place. */
export const ofHolder = (findings: readonly Finding[], holder: string): readonly Finding[] =>
  findings.map((finding) =>
    finding.id === "proof.key" && finding.status === "passed"
      ? { ...finding, message: `the key is that of ${quoted(holder)}, who presents` }
      : finding,
  );
