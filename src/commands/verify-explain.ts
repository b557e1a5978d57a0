// What `--explain` adds to the report for a person. All of it is what stands in the file, whether the proof holds or not.
import { isObject, type JsonObject, object, objectsOf, text } from "../core/json.ts";
import { count, printable } from "../core/text.ts";

const WIDTH = 22;
/** A line of canonical text is shown whole as far as a terminal can bear it. */
const LONGEST = 4_000;

const line = (label: string, said: string, depth = 1): string =>
  `${"  ".repeat(depth)}${label.padEnd(Math.max(WIDTH - 2 * depth, label.length + 1))}${printable(said, LONGEST)}`;

const lines = (canonical: string): readonly string[] => canonical.split("\n").filter((one) => one !== "");
const block = (canonical: string): readonly string[] =>
  lines(canonical).map((one) => `      ${printable(one, LONGEST)}`);

function term({ term, iri, context, type }: JsonObject): string {
  if (context === null) return line(String(term), "no context defines it", 2);
  const scope = type === undefined ? "" : ` (of the type ${String(type)})`;
  return line(String(term), `${String(iri)}, by ${String(context)}${scope}`, 2);
}

function key(facts: JsonObject | undefined): readonly string[] {
  if (facts === undefined) return [];
  const rows = [
    ["key", text(facts["verificationMethod"])],
    ["thumbprint", text(facts["thumbprint"])],
    ["multikey", text(facts["multikey"])],
    ["where from", text(facts["source"])],
  ] as const;
  return rows.flatMap(([label, said]) => (said === undefined ? [] : [line(label, said, 2)]));
}

function proof(facts: JsonObject): readonly string[] {
  const { pointer, cryptosuite, hash, configuration, configurationHash, document, documentHash } = facts;
  return [
    line("proof", `${String(cryptosuite)} at ${String(pointer)}`),
    ...key(object(facts["key"])),
    ...(documentHash === undefined ? [] : [line(`${hash} of document`, String(documentHash), 2)]),
    ...(document === undefined ? [] : [line("document's text", "", 2).trimEnd(), ...block(String(document))]),
    ...(configurationHash === undefined ? [] : [line(`${hash} of proof`, String(configurationHash), 2)]),
    ...(configuration === undefined
      ? []
      : [line("proof's own text", "", 2).trimEnd(), ...block(String(configuration))]),
  ];
}

function token(facts: JsonObject): readonly string[] {
  const header = facts["header"];
  return [
    line("token", isObject(header) ? JSON.stringify(header) : ""),
    ...key(object(facts["key"])),
    line("sha256 of input", String(facts["signingInputHash"]), 2),
  ];
}

/** Lines about one credential, indented by two. */
export function explanationLines(explanation: JsonObject): readonly string[] {
  const nquads = text(explanation["nquads"]);
  const signed = object(explanation["token"]);
  return [
    "  explained, as it stands in the file",
    "  terms",
    ...objectsOf(explanation["terms"]).map(term),
    ...(nquads === undefined
      ? []
      : [
          line("document", count(lines(nquads).length, "line of canonical N-Quads", "lines of canonical N-Quads")),
          ...block(nquads),
        ]),
    ...(signed === undefined ? [] : token(signed)),
    ...objectsOf(explanation["proofs"]).flatMap(proof),
  ];
}
