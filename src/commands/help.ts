// help: the topics that belong to no single command.

import { fault } from "../core/fault.ts";
import { oneOf } from "../core/text.ts";
import { COLUMNS, EVIDENCE_FIELDS } from "../model/column.ts";
import { EXIT, EXIT_TABLE } from "./exit.ts";
import { MAPPING } from "./help-mapping.ts";
import { RECORDS } from "./help-records.ts";
import type { Register } from "./register.ts";

const rows = (entries: Iterable<readonly [string | number, string]>, width: number): string =>
  [...entries].map(([name, meaning]) => `  ${String(name).padEnd(width)}  ${meaning}`).join("\n");

const ROSTER = `A roster has one row for each award: .csv, .tsv, .yaml, .yml or .json, in UTF-8.
Columns, without regard to case, spaces and punctuation:

${rows(Object.entries(COLUMNS), 22)}
${rows(
  [
    ["result.<name>", "a result, by its name in achievements.yaml, such as result.Final grade"],
    ["evidence.<n>.<field>", `evidence 1, 2, …; fields are ${oneOf(EVIDENCE_FIELDS)}; url is another word for id`],
  ],
  22,
)}

"achievement" and "awarded" must be filled in, and one of "id", "email" and "did".
Dates are written 2026-05-31; \`dates: day-first\`, month-first or year-first in laurel.yaml lets 31/05/26 be one.
Numbers are written 3.5; \`decimals: comma\` in laurel.yaml lets 3,5 be one. Marks between thousands are refused.
What spreadsheets leave behind (formulas, errors, lost digits, letters converted twice) is refused in its cell.
\`laurel init --roster FILE\` writes an empty roster that fits your achievements.

Another header is an error, unless \`columns:\` of laurel.yaml maps it to one of these or to "ignore".`;

const CONFIG = `laurel.yaml is looked for here and then upwards; --config FILE names another.

${rows(
  [
    [
      "issuer",
      "name (required), id (did:web:… or https://…; without it the did:key of the key), url, email, phone, description, image",
    ],
    ["key", "key file to sign with"],
    ["proof", "kind of proof; by default eddsa-rdfc-2022"],
    ["achievements", "file with what you award, such as achievements.yaml"],
    ["frameworks", "list of CASE files"],
    ["columns", "headers of your roster, each with laurel's column or ignore"],
    ["dates", "how days such as 03/04/25 are meant: day-first, month-first or year-first; without it they are refused"],
    ["decimals", "comma where credits and results are written 3,5; without it, or with point, these are refused"],
    ["recipient", "identify-by: list of email, id, name, did; hashed: true or false"],
    ["status", "status lists, so that what is issued can be revoked: url: https://…/{list}, where they will stand;"],
    ["", "purposes: list of revocation (default), suspension, message; messages: what message can say;"],
    ["", "folder: for register and lists (default: status); valid-days: of a signed list (30); entries: of a"],
    ["", "list (131072). More than one purpose gives a credential more than one status entry, for which the"],
    ["", "schema that is published with Open Badges 3.0 has no room, though the standards and verifiers have"],
    ["out", "folder for credentials"],
  ],
  14,
)}

A flag goes before a LAUREL_* variable (LAUREL_KEY, LAUREL_PROOF, LAUREL_OUT, …), that before laurel.yaml.`;

const EVIDENCE = `A verdict may rest on things outside of the file: the issuer's keys (did:web, https) and its status lists. laurel looks
for each, in this order:

${rows(
  [
    ["--keys FILE", "a key that you hold yourself; no document of the issuer is asked for then"],
    ["--evidence FILE", "documents that you bring along"],
    [
      "the cache",
      "what was fetched before and is still fresh: as long as its server says, a day at most; without a word of",
    ],
    ["", "the server an hour for keys, five minutes for status lists; --cache DIR, --no-cache"],
    [
      "the network",
      "https on port 443, public addresses only, no redirects to another host, 5 seconds, 5 MiB; --offline",
    ],
    ["", "forbids it, --allow-local also allows this machine and private networks, on any port"],
  ],
  15,
)}

A server with a certificate of your own authority is trusted by NODE_EXTRA_CA_CERTS=FILE.

Nothing is fetched before the file's form and contexts pass, and nothing but the issuer's keys before the signature
does. Contexts, schemas, images and evidence of a credential are never fetched.

--save-evidence FILE writes down everything that was asked for, with its time. --evidence FILE gives the same answers
again, failures too, without a network: with the same files, flags and --now the report is the same, byte for byte.
(--keys and --trust are not in it; give them again.) It is JSON:

  {"laurelEvidence": 1, "saved": "2026-06-01T12:00:00.000Z", "documents": [
    {"address": "https://…/did.json", "time": "…", "from": "network", "body": "the text that stood there"},
    {"address": "https://…/status/1", "time": "…", "from": "network", "failure": "the server answered 503"},
    {"address": "did:web:…", "time": "…", "from": "evidence", "document": {…}}
  ]}

"from" is network, cache, or evidence for what you brought along yourself. A plain JSON map does as well, from address
or DID to the document there, a token as a string:

  {"did:web:registrar.example.edu": {"id": "did:web:registrar.example.edu", …}, "https://…/status/1": "eyJ…"}

So does a document that names its own address, such as a status list, or a folder of them: an issuer's own lists, before
they are published, are --evidence status.`;

const TRUST = `laurel verify --trust FILE asks whether the issuer is one that you trust. The list is yours; laurel has none.

  name: Colleges that we know
  updated: 2026-09-01
  issuers:
    - name: Example College
      id: did:web:registrar.example.edu        # or ids: [did:…, https://…]
      keys: [z6Mk…]                            # multikeys or JWK thumbprints; without it every key of the issuer
      valid-from: 2020-01-01                   # credentials issued from this day
      valid-until: 2026-12-31                  # to the end of this one
      status-lists: [did:key:z6Mk…]            # others who sign status lists for it

${rows(
  [
    ["passed", "the issuer is on a list; its name is then shown as the list has it"],
    ["failed", "it is on none, or signed with another key, or issued outside the dates"],
    ["unknown", "a registry could not be asked, or a federation's statement is over"],
  ],
  8,
)}

Also taken: a registry of the Digital Credentials Consortium (registry.json); its list of known registries, each of
which is then asked by its address; and statements of an OpenID Federation, one to a line or as strings in JSON, with
the configuration of their trust anchor among them. JSON has the same members as YAML.`;

/** The page is made from the rules themselves. */
async function caseLint(): Promise<string> {
  const [{ LINT_CODES }, { STRICT_CODES }] = await Promise.all([
    import("../frameworks/lint.ts"),
    import("../flows/lint.ts"),
  ]);
  const codes = (wanted: string) =>
    LINT_CODES.filter(({ severity }) => severity === wanted).flatMap(({ code, says, cure }): [string, string][] => [
      [code, says],
      ...(cure === "" ? [] : [["", cure] as [string, string]]),
    ]);
  return `What laurel case lint finds in a framework. A code never changes its meaning.

Errors (exit status 1): nothing can be issued rightly from such an item.

${rows(codes("error"), 24)}

Only with --strict 1.0 or 1.1 (exit status 1): what the standard's own schema refuses.

${rows(Object.entries(STRICT_CODES), 24)}

Warnings: laurel reads it all the same. laurel case normalize mends what is mechanical.

${rows(codes("warning"), 24)}`;
}

const TOPICS: Readonly<Record<string, string | (() => Promise<string>)>> = {
  "exit-codes": rows(EXIT_TABLE, 3),
  roster: ROSTER,
  config: CONFIG,
  trust: TRUST,
  mapping: MAPPING,
  evidence: EVIDENCE,
  "case-lint": caseLint,
  records: RECORDS,
};

export const helpCommand: Register = (program, terminal, finish) => {
  program
    .command("help")
    .description(`Explains ${oneOf(Object.keys(TOPICS))}, or a command.`)
    .argument("[topic]", "topic or command")
    .addHelpText("after", "\nExamples:\n  $ laurel help exit-codes\n  $ laurel help roster")
    .action(async (topic: string | undefined) => {
      const known = topic === undefined ? program.helpInformation() : TOPICS[topic];
      const page = typeof known === "function" ? await known() : known;
      const command = program.commands.find((one) => one.name() === topic);
      if (page !== undefined) terminal.out(`${page.trimEnd()}\n`);
      else if (command !== undefined) command.outputHelp();
      else throw fault("USAGE", `want ${oneOf(Object.keys(TOPICS))} or a command, got "${topic}"`);
      finish(EXIT.done);
    });
};
