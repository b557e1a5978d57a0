// A record and what stands in it (CLR 2.0, ClrSubject): associations that lead nowhere, and credentials about somebody
// else. Both are said and decide nothing: whose record it is, its issuer vouches for, "even if they use different
// identifiers"; and an end may be an achievement that the record does not hold.
import { type Finding, skipped } from "../core/finding.ts";
import { type Json, type JsonObject, listOf, objectsOf, text } from "../core/json.ts";
import { count, quoted } from "../core/text.ts";
import { openValue } from "./open.ts";
import { achievementFindings, pointersOf } from "./semantics-result.ts";

const documentIn = (member: Json): JsonObject | undefined => openValue(member).opened?.document;

/** Every achievement of a subject, and of the credentials inside it. */
function* achievementIds(subject: JsonObject): Generator<string> {
  for (const achievement of objectsOf(subject["achievement"])) {
    const id = text(achievement["id"]);
    if (id !== undefined) yield id;
  }
  for (const member of listOf(subject["verifiableCredential"])) {
    for (const inner of objectsOf(documentIn(member)?.["credentialSubject"])) yield* achievementIds(inner);
  }
}

function associations(subject: JsonObject, pointer: string): readonly Finding[] {
  const value = subject["association"];
  const edges = objectsOf(value);
  if (edges.length === 0) return [];
  const known = new Set(achievementIds(subject));
  const at = pointersOf(value, `${pointer}/association`);
  return edges.flatMap((edge, index) =>
    ["sourceId", "targetId"].flatMap((end) => {
      const id = text(edge[end]);
      if (id === undefined || known.has(id)) return [];
      const message = `the record holds no achievement ${quoted(id)}`;
      return [skipped("schema", "ASSOCIATION_DANGLING", message, `${at(index)}/${end}`)];
    }),
  );
}

/** In what ways a subject is named. */
const namesOf = (subject: JsonObject): readonly string[] => [
  ...stringsIn(subject["id"], "id"),
  ...objectsOf(subject["identifier"]).flatMap((identity) =>
    stringsIn(identity["identityHash"], `${text(identity["identityType"])} ${text(identity["salt"]) ?? ""}`),
  ),
];
const stringsIn = (value: Json | undefined, kind: string): readonly string[] =>
  typeof value === "string" ? [`${kind} ${value}`] : [];

function strangers(subject: JsonObject, pointer: string): readonly Finding[] {
  const own = new Set(namesOf(subject));
  if (own.size === 0) return [];
  const members = listOf(subject["verifiableCredential"]);
  const others = members.filter((member) => {
    const names = objectsOf(documentIn(member)?.["credentialSubject"]).flatMap(namesOf);
    return names.length > 0 && !names.some((name) => own.has(name));
  });
  if (others.length === 0) return [];
  const some = `${others.length} of ${count(members.length, "credential")} inside name their subject otherwise`;
  const message = `${some} than the record does; that all are about one person is the record's word`;
  return [skipped("subject", "MEMBER_SUBJECT_OTHER", message, `${pointer}/verifiableCredential`)];
}

/** What is to be said of a record's subject. */
export function recordFindings(subject: JsonObject, pointer: string): readonly Finding[] {
  const value = subject["achievement"];
  const at = pointersOf(value, `${pointer}/achievement`);
  return [
    ...associations(subject, pointer),
    ...strangers(subject, pointer),
    ...objectsOf(value).flatMap((achievement, index) => achievementFindings(achievement, at(index))),
  ];
}
