// What merge says: of each record, of what it was made from, and of what has changed since the record before.
import type { JsonObject } from "../core/json.ts";
import { count, oneOf, quoted } from "../core/text.ts";
import { isEnvelope, type Member } from "../flows/member.ts";
import type { Changes } from "../flows/merge.ts";
import type { Said } from "../flows/proving.ts";
import { type InputReport, RELATIONS } from "../flows/relation.ts";
import type { Lack } from "../model/record-parts.ts";
import type { Made, PartialReason } from "./merge-record.ts";
import type { Voice } from "./terminal.ts";

/** Ids of credentials are many in a batch; a person reads how many. */
function changed({ since, added, replaced, removed, unchanged, associations }: Changes): string {
  const fewer = associations.before - associations.now;
  return [
    `since ${since}: ${added.length} added`,
    `${replaced.length} replaced`,
    ...(removed.length === 0 ? [] : [`${removed.length} left out`]),
    `${unchanged} unchanged`,
    ...(fewer > 0 ? [`${count(fewer, "association")} fewer`] : []),
  ].join(", ");
}

const associationsIn = ({ document }: Made): number => {
  const { association } = document["credentialSubject"] as JsonObject;
  return Array.isArray(association) ? association.length : 0;
};

/** One record as an object; `record` is the record itself where it goes to no file. */
export const factsOf = (made: Made, out: string | undefined): JsonObject => ({
  out: out ?? null,
  id: made.document["id"] ?? null,
  state: made.state,
  credentials: made.inputs.length,
  associations: associationsIn(made),
  partial: made.partial,
  lacks: made.draft.lacks.map(({ whole, parts }) => ({ whole: whole.slug, parts: parts.map(({ slug }) => slug) })),
  changes: made.changes === undefined ? null : { ...made.changes, associations: { ...made.changes.associations } },
  inputs: made.inputs as unknown as readonly JsonObject[],
  ...(out === undefined ? { record: made.text } : {}),
});

/** One record in a line. */
export const lineOf = (made: Made, out: string): string =>
  [
    `${out}: ${made.state === "unchanged" ? "unchanged, " : ""}${count(made.inputs.length, "credential")}, ${count(associationsIn(made), "association")}`,
    ...(made.changes === undefined || made.state === "unchanged" ? [] : [changed(made.changes)]),
  ].join("; ");

/** What a check said, in a few words for each outcome. */
const worded = ({ status, code, message }: Said, words: Partial<Record<Said["status"], string>>): string =>
  words[status] ??
  (status === "passed" ? (message ?? "holds") : `${message ?? status}${code === undefined ? "" : ` [${code}]`}`);

/** The answers on one input; inputs with the same answers are one line. */
const answersOn = ({ proof, key, status, dates, relation }: InputReport): string =>
  [
    worded(proof, {}),
    worded(key, {}),
    worded(status, { passed: "not revoked", skipped: "no status list" }),
    worded(dates, { passed: "within its dates" }),
    RELATIONS[relation],
  ].join("; ");

const MOST_FILES = 3;
const MOST_FLAGS = 20;

const PARTIAL: Readonly<Record<PartialReason, string>> = {
  asked: "as --partial says",
  refused: "without a credential that was refused",
  before: "because a record that went into it says so",
  required: "without what an awarded achievement requires; --no-partial, if nothing is missing",
};

/** Credentials that say by hashes alone whom they are about cannot be put together. */
const isHidden = ({ subject }: Member): boolean =>
  subject.id === undefined && subject.identifiers.every((identity) => identity["hashed"] === true);

/** One number for two people is a mistake that nobody sees in a signed record; the values are personal and stay out. */
function contradictionIn(members: readonly Member[]): string | undefined {
  const values = (type: string) =>
    new Set(
      members.flatMap(({ subject }) =>
        subject.identifiers
          .filter((identity) => identity["identityType"] === type && identity["hashed"] !== true)
          .map((identity) => String(identity["identityHash"]).toLowerCase()),
      ),
    ).size;
  const [names, addresses] = [values("name"), values("emailAddress")];
  if (names < 2 || addresses < 2) return undefined;
  const said = `its credentials give the learner ${count(names, "name")} and ${count(addresses, "e-mail address", "e-mail addresses")}`;
  return `${said}; see that they are about one person`;
}

/** Gathers what there is to say of all records, and says it once at the end: short, whatever their number. */
export function openReport(voice: Voice) {
  const answers = new Map<string, { files: string[]; times: number }>();
  const notices = new Map<string, number>();
  const partial = new Map<PartialReason, number>();
  const lacking = new Map<string, number>();
  let [flags, hidden] = [0, 0];
  const add = <K>(counts: Map<K, number>, key: K) => counts.set(key, (counts.get(key) ?? 0) + 1);
  const lackOf = ({ whole, parts }: Lack) =>
    `${quoted(whole.slug)} was awarded, and ${oneOf(parts.map(({ slug }) => quoted(slug)))}, which it requires, is not here`;

  return {
    take: (made: Made, out: string): void => {
      const doubt = made.declared ? undefined : contradictionIn(made.draft.members);
      if (doubt !== undefined) voice.say(`laurel: note: ${out}: ${doubt}`);
      if (!made.declared) hidden += made.draft.members.filter(isHidden).length;
      for (const input of made.inputs) {
        const said = answersOn(input);
        const known = answers.get(said) ?? { files: [], times: 0 };
        answers.set(said, known);
        known.times += 1;
        if (known.files.length < MOST_FILES && !known.files.includes(input.file)) known.files.push(input.file);
        if (input.flag !== undefined && ++flags <= MOST_FLAGS)
          voice.say(`laurel: note: ${input.file}: carried, although ${input.flag}`);
      }
      for (const { message } of made.draft.notices) add(notices, message);
      for (const message of formNotes(made.draft.members, made.draft.vcdm)) add(notices, message);
      for (const reason of made.partial) add(partial, reason);
      for (const lack of made.draft.lacks) add(lacking, lackOf(lack));
    },
    close: (): void => {
      for (const [said, { files, times }] of answers) {
        const who = times <= files.length ? files.join(", ") : count(times, "credential");
        voice.say(`laurel: ${who}: ${said}`);
      }
      if (hidden > 0)
        voice.say(
          `laurel: note: ${count(hidden, "credential")} ${hidden === 1 ? "names its" : "name their"} learner by hashes alone; what belongs together, only --learner FILE can say`,
        );
      if (flags > MOST_FLAGS) voice.say(`laurel: note: ${flags - MOST_FLAGS} more are carried like that`);
      for (const message of notices.keys()) voice.say(`laurel: note: ${message}`);
      for (const [message, times] of lacking) voice.say(`laurel: note: in ${count(times, "record")} ${message}`);
      for (const [reason, times] of partial)
        voice.say(
          `laurel: note: ${count(times, "record")} ${times === 1 ? "says" : "say"} "partial": true, ${PARTIAL[reason]}`,
        );
    },
  };
}

/** What receivers will meet in a record that is not of the usual form. */
function formNotes(members: readonly Member[], vcdm: "2.0" | "1.1"): readonly string[] {
  const help = "`laurel help records` says what receivers make of it";
  return [
    ...(members.some(({ carried }) => isEnvelope(carried))
      ? [`JWTs stand in the record in envelopes, which the published CLR schema does not know; ${help}`]
      : []),
    ...(vcdm === "1.1"
      ? [`the record is of data model 1.1 as its credentials are, and the published CLR schema wants 2.0; ${help}`]
      : []),
  ];
}
