// What is said of a document that nobody signed. A credential is nothing then; a presentation may be a mere envelope,
// and an LER-RS a page of words around originals that are signed.
import { type Finding, skipped, unknown } from "../core/finding.ts";
import { objectsOf, stringsOf } from "../core/json.ts";
import { quoted } from "../core/text.ts";
import type { Opened } from "./examination.ts";
import { originalsIn } from "./original.ts";
import { wrong } from "./signature.ts";

/** Members of a presentation by which it says nothing of its own. */
const ENVELOPE = new Set(["@context", "id", "type", "verifiableCredential"]);

/** Told to a person of the signature; of the key it only says that there is none to ask about. */
const both = (code: string, message: string): readonly Finding[] => [
  skipped("proof.signature", code, message, ""),
  skipped("proof.key", code, message),
];

function presentation({ document }: Opened): readonly Finding[] | undefined {
  const members = document["verifiableCredential"];
  if (objectsOf(members).length + stringsOf(members).length === 0) return undefined;
  const claim = Object.keys(document).find((name) => !ENVELOPE.has(name));
  // VCDM 2.0, section 4.13: a presentation need not be secured. It is then no more than a folder of credentials.
  if (claim === undefined) {
    return both("PRESENTATION_UNSIGNED", "nobody signed the presentation; each credential in it stands on its own");
  }
  const message = `nobody signed the presentation, so its ${quoted(claim)} could be anybody's words`;
  return [unknown("proof.signature", "PRESENTATION_UNSIGNED", message, "")];
}

function record({ document }: Opened): readonly Finding[] | undefined {
  if (originalsIn(document, true).spots.length === 0) return undefined;
  const message =
    "nobody signed this record as a whole; rely on the signed originals in it, each verified by itself, not on the words around them";
  return [unknown("proof.signature", "RECORD_UNSIGNED", message, "")];
}

const ALLOWED: Readonly<Record<string, (opened: Opened) => readonly Finding[] | undefined>> = {
  presentation,
  "ler-rs-body": record,
};

/** What `proof.signature` says of a document without a proof and without a token. */
export const unsignedFindings = (opened: Opened): readonly Finding[] =>
  ALLOWED[opened.kind]?.(opened) ?? [
    wrong(
      "PROOF_MISSING",
      opened.kind === "ler-rs-body"
        ? "nobody signed anything in this record: all of it is the word of whoever wrote it"
        : "this credential was never signed: it has no proof",
      "",
    ),
  ];
