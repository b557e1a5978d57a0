// JSON Resume 1.0.0 (jsonresume.org): a résumé of what was awarded and still holds. It has no place for the originals;
// `meta.verified` says for each entry which credential of which issuer it was read from.
import { stampOf } from "../core/instant.ts";
import { type Json, type JsonObject, object, objectsOf, stringsOf, text } from "../core/json.ts";
import { JSON_RESUME_ADDRESS } from "../schemas/json-resume.ts";
import type { Award } from "./award.ts";
import type { Conversion, Options } from "./conversion.ts";
import { filled, only, words } from "./form.ts";
import { basicsOf, readBasics } from "./json-resume/basics.ts";
import { courseLine, ROWS, SECTION_NAMES, type SectionName, school, shownSkills } from "./json-resume/entry.ts";
import { peek } from "./ledger.ts";
import type { Source } from "./source.ts";
import { accountOf, learnerId, readingsOf, walk } from "./walk.ts";

const NAME = "JSON Resume";

/** An entry with the awards that it was read from; a course is a line of its school's entry. */
interface Entry {
  readonly section: SectionName;
  readonly members: JsonObject;
  readonly award: Award;
  /** Other awards that show the same skill. */
  readonly also?: readonly Award[];
  /** Awards of the lines in `courses`. */
  readonly courses: { readonly line: string; readonly award: Award }[];
}

/** Each skill once, by name; all its keywords together. */
function distinct(entries: readonly Entry[]): readonly Entry[] {
  const known = new Map<string, Entry>();
  for (const entry of entries) {
    const name = text(entry.members["name"]) ?? "";
    const first = known.get(name);
    const [level, ...levels] = [first, entry].flatMap((one) => stringsOf(one?.members["level"]));
    const lists = [first, entry].flatMap((one) => stringsOf(one?.members["keywords"]));
    const keywords = [...new Set([...lists, ...levels])];
    const also = first === undefined ? [] : [...(first.also ?? []), entry.award];
    known.set(name, { ...(first ?? entry), also, members: { ...entry.members, ...filled({ level, keywords }) } });
  }
  return [...known.values()];
}

const issuerOf = ({ credential }: Award): Json | undefined => credential.at("issuer").value;
const idOf = (issuer: Json | undefined): string => text(issuer) ?? text(object(issuer)?.["id"]) ?? "";

/** The entry whose lines a course belongs to: a degree of the same school, else one for the school alone. */
function schoolFor(entries: Entry[], award: Award): Entry {
  const id = idOf(issuerOf(award));
  const known = entries.find((entry) => entry.section === "education" && idOf(issuerOf(entry.award)) === id);
  if (known !== undefined) {
    for (const [member, name] of [
      ["institution", "name"],
      ["url", "url"],
    ] as const) {
      const spot = award.credential.at("issuer", name);
      if (spot.value === known.members[member]) spot.mark("mapped");
    }
    return known;
  }
  const made: Entry = { section: "education", members: school(award) ?? {}, award, courses: [] };
  entries.push(made);
  return made;
}

/** Where an entry was read from. */
const verified = (entry: string, award: Award): JsonObject | undefined =>
  award.verification === undefined
    ? undefined
    : filled({
        entry,
        credential: peek(award.credential.at("id"), words),
        issuer: idOf(issuerOf(award)) || undefined,
        issuerName: peek(award.credential.at("issuer", "name"), words),
        verifiedAt: stampOf(award.setting.now),
      });

/** The résumé for credentials of one learner; the caller has verified them. */
export function jsonResumeOf(sources: readonly Source[], options: Options): Conversion {
  const entries: Entry[] = [];
  const courses: { readonly line: string; readonly award: Award }[] = [];
  const basics = basicsOf(options.person);
  const readings = readingsOf(sources);
  for (const reading of readings) {
    walk(reading, options, () => "", {
      learner: (subject) => readBasics(subject, basics),
      record: () => undefined,
      award: (section, award) => {
        if (award.verification === undefined) {
          award.achievement.mark("content", "nobody awarded it: the record only names it");
          return;
        }
        const skills = shownSkills(award, section === "skill");
        if (section === "learning") {
          const line = courseLine(award);
          if (line !== undefined) courses.push({ line, award });
        } else {
          const [name, write] = ROWS[section](award);
          const members = write(award);
          if (members !== undefined) entries.push({ section: name, members, award, courses: [] });
        }
        entries.push(...skills.map((members): Entry => ({ section: "skills", members, award, courses: [] })));
      },
    });
  }
  for (const course of courses) schoolFor(entries, course.award).courses.push(course);
  const sections = SECTION_NAMES.map((name) => {
    const own = entries.filter(({ section }) => section === name);
    return [name, name === "skills" ? distinct(own) : own] as const;
  });
  const proofs = sections.flatMap(([name, own]) =>
    own.flatMap(({ award, also = [], courses: lines }, index) => [
      // What is there for its courses alone says nothing but the school's name.
      ...(lines.some((line) => line.award === award) ? [] : [award, ...also]).map((one) =>
        verified(`/${name}/${index}`, one),
      ),
      ...lines.map((line, at) => verified(`/${name}/${index}/courses/${at}`, line.award)),
    ]),
  );
  const subject = learnerId(readings, false);
  const body = filled({
    $schema: JSON_RESUME_ADDRESS,
    basics: filled(basics.members),
    ...Object.fromEntries(
      sections.map(([name, own]) => [
        name,
        own.map(({ members, courses: lines }) => ({
          ...members,
          ...filled({ courses: lines.map(({ line }) => line) }),
        })),
      ]),
    ),
    meta: filled({ version: "v1.0.0", verified: objectsOf(only(proofs)) }),
  });
  return { body: body ?? {}, accounts: readings.map((reading) => accountOf(reading, NAME)), subject };
}
