// The page of help on records: how credentials get into one, and whose it is.
import { WAYS, type WayIn } from "../flows/way-in.ts";

const says = ({ credential, way, schema, contexts, receivers }: WayIn): string =>
  [
    `- ${credential}`,
    `    ${way}`,
    ...(schema === undefined ? [] : [`    published CLR schema: ${schema}; JSON-LD in safe mode: ${contexts}`]),
    `    receivers: ${receivers}`,
  ].join("\n");

export const RECORDS = `laurel merge verifies each credential and carries it as it came; nothing that is signed is rewritten. What comes in, how
it stands in the record, and what strict receivers make of the record:

${Object.values<WayIn>(WAYS).map(says).join("\n")}

A PNG or SVG picture counts as the credential that is baked into it. A record with --proof vc-jwt is one that 1EdTech's
validator does not read yet when it is of data model 2.0; an embedded proof is what it takes.

What does not hold: --on-problem refuse makes no record of it, skip leaves the credential out and the record says that
it is partial, flag carries it when its issuer signed it and it is expired, suspended or could not be decided; what is
revoked or forged is never carried. Whoever asks each credential in a record, as laurel verify does, will not call one
with an expired credential valid.

Who the learner is: credentials that share a DID, a number of one institution or an e-mail address are put together.
Nothing else is guessed. --learner FILE says more, in YAML, JSON or as a table, with --per-learner for many learners:

  id,email,did,name,id@did:web:other.example
  0012,ada@example.edu;ada@old.example,,Ada Alder,77

"id" is the number at your institution, id@ISSUER one at another; ; stands between several. A hash is compared with what
stands there. One identifier for two learners is an error.

"partial": true says that you know more of the learner than the record holds. laurel sets it for --partial; when a
credential of the learner was refused; when a record that goes in says it; and when an achievement was awarded and what
it requires is missing (requires: in achievements.yaml). It always says so; --no-partial takes the last two back.

The next version: a record of yours among the inputs gives its credentials to the new one, which has an id and a date of
its own. Neither CLR 2.0 nor the data model has a member that names the version before, so none is written; what was
added, replaced and left out is said, and stands in --json under "changes". Relations come from catalogue and
frameworks as they are today. The older record stays valid.`;
