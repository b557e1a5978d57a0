// What an LER-RS says against what its originals say: whoever wrote it may have put a true original beside an entry that
// it does not prove, or the originals of two people into one record. Both are said and decide nothing.
import { type Finding, skipped } from "../core/finding.ts";
import { type JsonObject, leaves, object, objectsOf, stringsOf } from "../core/json.ts";
import { count } from "../core/text.ts";
import { byLearner, subjectOf } from "../model/learner.ts";
import { bodiesOf } from "../schemas/ler-rs-reading.ts";
import type { Opened } from "./examination.ts";
import { issuerOf } from "./issuer.ts";
import { openValue } from "./open.ts";
import type { Spot } from "./original.ts";

const named = (entry: JsonObject): readonly string[] => stringsOf(entry["name"]);

/** What an entry of a section is called. */
const TITLES: Readonly<Record<string, (entry: JsonObject) => readonly string[]>> = {
  educationAndLearnings: (entry) => [
    ...objectsOf(entry["educationDegrees"]).flatMap(named),
    ...objectsOf(entry["programs"]).flatMap(named),
    ...stringsOf(entry["programs"]),
  ],
  employmentHistories: (entry) => objectsOf(entry["positionHistories"]).flatMap(({ title }) => stringsOf(title)),
  certifications: named,
  licenses: named,
  skills: named,
};

const documentOf = ({ value }: Spot): JsonObject | undefined => openValue(value).opened?.document;

const plain = (words: string): string => words.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim();

const TOKEN = /^(?:data:[^,]*,)?ey[\w-]+\.[\w-]+\.[\w-]*$/;

/** Every text in a document, each on a line of its own; undefined where some stand in a token, which is not opened. */
function wordsOf(document: JsonObject): string | undefined {
  const texts = [...leaves(document)].map(({ value }) => (typeof value === "string" ? value : ""));
  return texts.some((one) => TOKEN.test(one)) ? undefined : texts.map(plain).join("\n");
}

/** Originals by the entry that they stand with. */
function byEntry(spots: readonly Spot[], base: string): ReadonlyMap<string, readonly Spot[]> {
  const entries = new Map<string, Spot[]>();
  for (const spot of spots) {
    if (!spot.pointer.startsWith(`${base}/`)) continue;
    const name = spot.pointer
      .slice(base.length + 1)
      .split("/", 2)
      .join("/");
    const known = entries.get(name);
    if (known === undefined) entries.set(name, [spot]);
    else known.push(spot);
  }
  return entries;
}

/** Where an entry stands of whose titles its originals have not one; originals that cannot be read say nothing. */
function unproven(body: JsonObject, base: string, spots: readonly Spot[]): readonly string[] {
  const entries = byEntry(spots, base);
  return Object.entries(TITLES).flatMap(([section, titlesIn]) =>
    objectsOf(body[section]).flatMap((entry, index) => {
      const titles = titlesIn(entry).map(plain).filter(Boolean);
      const originals = (entries.get(`${section}/${index}`) ?? []).map(documentOf);
      if (titles.length === 0 || originals.length === 0) return [];
      const said = originals.map((one) => (one === undefined ? undefined : wordsOf(one)));
      const isProven =
        said.includes(undefined) || titles.every((title) => said.some((words) => words?.includes(title)));
      return isProven ? [] : [`${base}/${section}/${index}`];
    }),
  );
}

/** How many people the originals name that have nothing in common. */
const peopleIn = (spots: readonly Spot[]): number => {
  const subjects = spots.flatMap((spot) => {
    const document = documentOf(spot);
    return object(document?.["credentialSubject"]) === undefined || document === undefined
      ? []
      : [subjectOf(document, issuerOf(document) ?? "")];
  });
  return byLearner(
    subjects.filter(({ keys }) => keys.length > 0),
    (subject) => subject,
  ).length;
};

/** What is to be said of a record beside its originals. */
export function entryFindings({ document, kind }: Opened, spots: readonly Spot[]): readonly Finding[] {
  const isPlain = kind === "ler-rs-body";
  const other = bodiesOf(document, isPlain).flatMap(({ body, pointer }) => unproven(body, pointer, spots));
  const people = peopleIn(spots);
  const whose = isPlain ? "whoever wrote this record" : "the one who signed this record";
  const entries = count(other.length, "entry is called", "entries are called");
  return [
    ...(other.length === 0
      ? []
      : [
          skipped(
            "credentials",
            "ENTRY_OTHER",
            `${entries} something that no original beside it says: that is the word of ${whose}`,
            other[0],
          ),
        ]),
    ...(people < 2
      ? []
      : [
          skipped(
            "credentials",
            "ORIGINALS_OF_SEVERAL",
            `its originals name ${people} learners who have no name in common; that they are one is the word of ${whose}`,
            spots[0]?.pointer,
          ),
        ]),
  ];
}
