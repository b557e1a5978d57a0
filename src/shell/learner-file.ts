// Who learners are, in the registrar's own word (`merge --learner FILE`): one learner as names and values, or many, as a
// list in YAML or JSON, or as a table with a row for each.
import { extname } from "node:path";
import { FaultList } from "../core/fault.ts";
import { type Json, type JsonObject, objectsOf, pointerTo, stringsOf, text } from "../core/json.ts";
import type { KnownLearner } from "../flows/known-learner.ts";
import { identityOf } from "../model/badge.ts";
import { readDocument } from "../readers/document.ts";
import { type Located, locatedFault } from "../readers/located.ts";
import { readTable } from "../readers/table.ts";
import { readText } from "./files.ts";
import { fitting } from "./settings.ts";

const word = { type: "string", minLength: 1 } as const;
const words = { type: ["array", "string"], minLength: 1, minItems: 1, items: word } as const;
const did = { type: "string", pattern: "^did:[a-z0-9]+:[^\\s#?/]+$", wanted: "a DID such as did:key:z6Mk…" } as const;

/** A number that another institution gave, as `id@did:web:other.example`. */
const ELSEWHERE = "id@";

const LEARNER_SCHEMA: JsonObject = {
  type: "object",
  minProperties: 1,
  additionalProperties: false,
  properties: {
    did: { ...did, type: ["array", "string"], items: did },
    id: words,
    email: words,
    name: word,
  },
  patternProperties: { [`^${ELSEWHERE}[a-z][a-z0-9+.-]*:\\S+$`]: words },
};
const LEARNERS_SCHEMA: JsonObject = { type: "array", minItems: 1, items: LEARNER_SCHEMA };

const TABLES = new Set([".csv", ".tsv"]);

/** A table as a list: blank cells say nothing, and several identifiers stand in one cell with `;` between them. */
async function tabled(source: string, file: string): Promise<Located> {
  const { rows } = await readTable(source, file);
  const value = rows.map(({ cells }): JsonObject => {
    const said = cells.map(({ name, text: cell }): [string, Json[]] => [
      name.trim().replace(/^(?:did|id|email|name)$/i, (known) => known.toLowerCase()),
      name.trim().toLowerCase() === "name" ? [cell.trim()] : cell.split(";").map((part) => part.trim()),
    ]);
    return Object.fromEntries(
      said.flatMap(([name, parts]) => {
        const filled = parts.filter((part) => part !== "");
        return filled.length === 0 ? [] : [[name, filled.length === 1 ? (filled[0] as Json) : filled]];
      }),
    );
  });
  const placeOf = (pointer: string) => {
    const line = rows[Number(pointer.split("/")[1])]?.line;
    return line === undefined ? undefined : { line, column: 1 };
  };
  return { file, value, placeOf };
}

function learnerOf(value: JsonObject, issuerId: string): KnownLearner {
  const [dids, ids, emails] = [stringsOf(value["did"]), stringsOf(value["id"]), stringsOf(value["email"])];
  const name = text(value["name"]);
  const elsewhere = Object.entries(value).filter(([member]) => member.startsWith(ELSEWHERE));
  const [only, ...others] = dids;
  return {
    person: {
      // Several ids are several names of one person, and none of them is the record's.
      ...(only === undefined || others.length > 0 ? {} : { id: only }),
      identifiers: [
        ...emails.map((email) => identityOf("email", email)),
        ...ids.map((id) => identityOf("id", id)),
        ...(name === undefined ? [] : [identityOf("name", name)]),
      ],
    },
    dids,
    emails,
    numbers: [
      ...ids.map((number) => ({ issuer: issuerId, number })),
      ...elsewhere.flatMap(([member, numbers]) =>
        stringsOf(numbers).map((number) => ({ issuer: member.slice(ELSEWHERE.length), number })),
      ),
    ],
  };
}

/** One identifier for two learners would join them, which nobody meant. The values are personal and stay out. */
function requireDistinct(entries: readonly JsonObject[], document: Located): void {
  const owners = new Map<string, number>();
  const faults = entries.flatMap((entry, at) =>
    Object.entries(entry).flatMap(([member, value]) => {
      if (member === "name") return [];
      const keys = stringsOf(value).map((one) =>
        JSON.stringify([member, member === "email" ? one.toLowerCase() : one]),
      );
      const twice = keys.some((key) => (owners.get(key) ?? at) !== at);
      for (const key of keys) owners.set(key, owners.get(key) ?? at);
      const message = `want a ${member} of this learner alone, got one that stands for another learner too`;
      const pointer = pointerTo(at, member);
      return twice ? [locatedFault({ code: "PERSON_INVALID", message, pointer }, document)] : [];
    }),
  );
  if (faults.length > 0) throw new FaultList(faults);
}

/** The learners of a file; `issuerId` is the institution whose numbers stand there as `id`. */
export async function readLearners(file: string, issuerId: string): Promise<readonly KnownLearner[]> {
  const source = await readText(file);
  const document = await (TABLES.has(extname(file).toLowerCase()) ? tabled : readDocument)(source, file);
  const schema = Array.isArray(document.value) ? LEARNERS_SCHEMA : LEARNER_SCHEMA;
  const entries = objectsOf(await fitting(document, schema, "PERSON_INVALID"));
  requireDistinct(entries, document);
  return entries.map((entry) => learnerOf(entry, issuerId));
}
