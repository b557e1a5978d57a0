// A match for a person and for a spreadsheet: the answer first, then each competency with the credentials that show it.
import { csvLine, inert } from "../core/csv.ts";
import { count, printable, quoted } from "../core/text.ts";
import type { Answer, Match, Matched } from "../flows/match.ts";
import { whyApart } from "../flows/match.ts";
import type { Desk } from "../flows/match-desk.ts";
import type { Evidence } from "../flows/match-evidence.ts";
import type { Voice } from "./terminal.ts";

type Paint = Voice["paint"];

const COLOURS: Readonly<Record<Answer | Matched["answer"], "green" | "red" | "yellow">> = {
  yes: "green",
  no: "red",
  shown: "green",
  "not shown": "red",
  "cannot tell": "yellow",
};

const short = (text: string): string => printable(text, 80);

/** Code and words of a competency, as the framework has them, else as the job does. */
export function labelOf({ item, name, references }: Match): string {
  // An entry that is a text alone is a code or a name; the framework's words say more.
  const own = name === null || references.includes(name) ? undefined : name;
  const code = item?.code ?? references[0];
  const said = own ?? item?.statement;
  return [code, said].flatMap((part) => (part === undefined ? [] : [short(part)])).join(" ");
}

/** Associations in words: `A isChildOf B`, by code where the frameworks have one. */
const pathOf = ({ path }: Evidence, { crosswalk }: Desk): string => {
  const nameOf = (key: string) => short(crosswalk.itemAt(key)?.code ?? crosswalk.itemAt(key)?.plain ?? key);
  return path.map(({ from, type, to }) => `${nameOf(from)} ${type} ${nameOf(to)}`).join(", ");
};

const resultsOf = ({ results }: Evidence): readonly string[] =>
  results.map(({ name, reached }) => (name === undefined ? short(reached) : `${short(name)}: ${short(reached)}`));

/** `"Introduction to Welding" of did:web:…, which says it is "College", 2024-05-31; Final grade: A`. */
function credentialLine(evidence: Evidence): string {
  const { name, issuer, date, id } = evidence.credential;
  const whose =
    issuer.id === null
      ? ""
      : ` of ${short(issuer.id)}${issuer.name === null ? "" : `, which says it is ${quoted(issuer.name)}`}`;
  const when = date === null ? "" : `, ${short(date.slice(0, 10))}`;
  const results = resultsOf(evidence);
  return `${quoted(name ?? id ?? "a credential")}${whose}${when}${results.length === 0 ? "" : `; ${results.join(", ")}`}`;
}

const HOW: Readonly<Partial<Record<Evidence["strength"], (evidence: Evidence) => string>>> = {
  identifier: () => "by identifier",
  type: ({ shown }) => `by its type, ${short(shown.type ?? "")}`,
};

const howOf = (evidence: Evidence, desk: Desk): string =>
  HOW[evidence.strength]?.(evidence) ?? `by ${pathOf(evidence, desk)}`;

function matchLines(match: Match, desk: Desk, paint: Paint): readonly string[] {
  const notes = [
    ...(match.required ? [] : ["not required"]),
    ...(match.weight === 1 ? [] : [`weight ${match.weight}`]),
    ...(match.level === null ? [] : [`level ${short(match.level)}`]),
    ...(match.parts === undefined ? [] : [`${match.parts.shown} of ${count(match.parts.of, "part")}`]),
  ];
  const head = `  ${paint[COLOURS[match.answer]](match.answer.padEnd(12))}${labelOf(match)}${notes.length === 0 ? "" : ` (${notes.join(", ")})`}`;
  const why = match.reason === undefined ? [] : [`      ${printable(match.reason, 300)}`];
  return [
    head,
    ...why,
    ...match.evidence.flatMap((one) => [`      ${credentialLine(one)}`, `        ${howOf(one, desk)}`]),
    ...match.apart.flatMap((one) => [
      `      apart, ${whyApart(one, desk.least)}: ${credentialLine(one)}`,
      `        ${howOf(one, desk)}${one.reason === undefined ? "" : `; ${printable(one.reason, 200)}`}`,
    ]),
  ];
}

const BESIDE = "the job also asks for what cannot be held against a record, and was not looked at";

/** The report on one candidate, without a line break at its end. */
export function matchReport(candidate: string, matched: Matched, desk: Desk, paint: Paint): string {
  const { required, weight, answer } = matched;
  const weights = weight.of === matched.requirements.length ? "" : `; weight ${weight.shown} of ${weight.of}`;
  const isMore = matched.requirements.some(({ credential }) => credential !== undefined);
  const [one, many] = isMore
    ? ["required competency or credential", "required competencies and credentials"]
    : ["required competency", "required competencies"];
  const said = `${required.shown} of ${count(required.of, one, many)} shown${weights}`;
  const title = desk.job.title === undefined ? "" : `, for ${quoted(desk.job.title)}`;
  return [
    `${paint[COLOURS[answer]](answer)}: ${printable(candidate, 400)}${title}: ${said}`,
    ...matched.requirements.flatMap((match) => matchLines(match, desk, paint)),
    ...(desk.job.beside.length === 0 ? [] : [`  note: ${BESIDE}: ${desk.job.beside.join(", ")}`]),
  ].join("\n");
}

const COLUMNS = ["candidate", "answer", "required shown", "required", "weight shown", "weight"];

/** Characters of a cell: of a stranger's text, nobody reads more in a table. */
const LONGEST_CELL = 1_000;

const row = (cells: readonly (string | number)[]): string =>
  csvLine(cells.map((cell) => inert(printable(String(cell), LONGEST_CELL)))).trimEnd();

/** The first line of a table of candidates: what it counts, then each competency. */
export const csvHead = ({ job }: Desk, matched: Matched | undefined): string =>
  row([
    ...COLUMNS,
    ...(matched?.requirements.map(labelOf) ??
      job.requirements.map(({ name, references }) => name ?? references[0] ?? "")),
  ]);

/** A candidate's line: no number in it without the columns that it is made of. */
export const csvRow = (candidate: string, { answer, required, weight, requirements }: Matched): string =>
  row([
    candidate,
    answer,
    required.shown,
    required.of,
    weight.shown,
    weight.of,
    ...requirements.map((match) => {
      const [best] = match.evidence;
      if (best === undefined) return `${match.answer}: ${match.reason ?? ""}`;
      return `${match.answer} (${best.strength}): ${best.credential.name ?? best.credential.id ?? ""}, ${best.credential.issuer.name ?? best.credential.issuer.id ?? ""}, ${best.credential.date?.slice(0, 10) ?? ""}`;
    }),
  ]);
