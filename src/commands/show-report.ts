// A view for the terminal: the verdict first. What does not verify is shown as what the file claims, never as a fact.
import type { Verdict } from "../core/finding.ts";
import { count, printable, quoted } from "../core/text.ts";
import type { AchievementView, Said, View } from "../flows/view.ts";
import type { Voice } from "./terminal.ts";

type Paint = Voice["paint"];

const COLOURS: Readonly<Record<Verdict, "green" | "red" | "yellow">> = {
  valid: "green",
  invalid: "red",
  inconclusive: "yellow",
};

/** What stands above what a document says, by its verdict. */
const HEADS: Readonly<Record<Verdict, string | undefined>> = {
  valid: undefined,
  invalid: "it claims, and that does not hold:",
  inconclusive: "it claims, and it could not be told whether that holds:",
};

const short = (text: string, limit = 200): string => printable(text, limit);
const day = (instant: string): string => short(instant.slice(0, 10));

type Line = readonly [label: string, text: string];

const when = ({ awarded, validFrom, validUntil }: Said): readonly Line[] => [
  ...(awarded === null ? [] : [["awarded", day(awarded)] as const]),
  ...(validFrom === null && validUntil === null
    ? []
    : [
        [
          "holds",
          [validFrom === null ? "" : `from ${day(validFrom)}`, validUntil === null ? "" : `until ${day(validUntil)}`]
            .filter(Boolean)
            .join(" "),
        ] as const,
      ]),
];

const by = ({ issuer }: Said): readonly Line[] => {
  if (issuer.id === null && issuer.name === null) return [];
  const name = issuer.name === null ? "" : `, which says it is ${quoted(issuer.name)}`;
  return [["issuer", `${short(issuer.id ?? "nobody named")}${name}`]];
};

const NOT_YET: Readonly<Record<AchievementView["completion"], string | undefined>> = {
  achieved: undefined,
  pending: "not completed yet",
  failed: "not completed",
};

function achievementLines(achievement: AchievementView): readonly Line[] {
  const kind = [achievement.type, achievement.code, NOT_YET[achievement.completion]].flatMap((one) =>
    one === null || one === undefined ? [] : [short(one)],
  );
  return [
    [
      "achieved",
      `${short(achievement.name ?? "something without a name")}${kind.length === 0 ? "" : ` (${kind.join(", ")})`}`,
    ],
    ...(achievement.description === null ? [] : [["", short(achievement.description, 400)] as const]),
    ...achievement.results.map((result) => ["result", short(result)] as const),
    ...achievement.details.map((detail) => ["", short(detail)] as const),
    ...achievement.competencies.map(({ name, code, framework, address }) => {
      const said = [code, name].flatMap((one) => (one === null ? [] : [short(one)])).join(" ");
      const where = framework ?? address;
      return ["shows", `${said}${where === null ? "" : ` (${short(where)})`}`] as const;
    }),
  ];
}

const saidLines = (says: Said): readonly Line[] => [
  ...(says.name === null ? [] : [["name", short(says.name)] as const]),
  ...by(says),
  ...(says.learner.length === 0 ? [] : [["learner", says.learner.map((one) => short(one)).join(", ")] as const]),
  ...when(says),
  ...says.achievements.flatMap(achievementLines),
];

const WIDTH = 10;
const written = (lines: readonly Line[], indent: string): readonly string[] =>
  lines.map(([label, text]) => `${indent}${label.padEnd(WIDTH)}${text}`);

function unsigned({ unsigned: claims }: Said, indent: string): readonly string[] {
  if (claims.length === 0) return [];
  return [
    `${indent}its writer says, and nobody else signed:`,
    ...claims.map((claim) => `${indent}  ${short(claim, 300)}`),
  ];
}

function viewLines(view: View, what: string, indent: string, paint: Paint): readonly string[] {
  const { verdict, against, says, inside } = view;
  const said = says === null ? [] : saidLines(says);
  const head = said.length === 0 ? undefined : HEADS[verdict];
  const within = `${indent}  `;
  const type = says?.type === null || says === null ? "" : `  ${short(says.type)}`;
  return [
    `${indent}${paint[COLOURS[verdict]](verdict.padEnd(13))}${what}${type}`,
    ...against.map(
      ({ id, status, message = "", code = "" }) =>
        `${within}${paint[status === "failed" ? "red" : "yellow"]("against".padEnd(WIDTH))}${id}: ${short(message, 400)} [${code}]`,
    ),
    ...(head === undefined ? [] : [within + head]),
    ...written(said, head === undefined ? within : `${within}  `),
    ...(says === null ? [] : unsigned(says, within)),
    ...(inside.length === 0 ? [] : [`${within}${count(inside.length, "credential")} inside, each judged by itself:`]),
    ...inside.flatMap((one, index) => viewLines(one, `${index + 1}`, `${within}  `, paint)),
  ];
}

/** A file for a person to read, without a line break at its end. */
export const showReport = (file: string, view: View, paint: Paint): string =>
  viewLines(view, short(file, 400), "", paint).join("\n");
