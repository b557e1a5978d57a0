// Lines of canonical N-Quads with holes in them: for the labels of blank nodes, and for the texts that vary.
import { MARK, markOf, type Opening } from "./shape.ts";
import { END, type Labelling, lineFor, PLACES, type Statement } from "./statement.ts";

/** A hole is between each text and the next: the number of a slot, or the label of a blank node. */
export interface Pattern {
  readonly texts: readonly string[];
  readonly holes: readonly (number | string)[];
}

/** The line of a statement, with a hole at each opening in it. */
export function patternFor(statement: Statement, openings: readonly Opening[]): Pattern {
  let marked = statement;
  for (const { slot, place } of openings) marked = { ...marked, [place]: { ...marked[place], value: markOf(slot) } };
  const line = lineFor(marked);
  const texts = [""];
  const holes: (number | string)[] = [];
  const write = (text: string): void => {
    texts.push((texts.pop() ?? "") + text);
  };
  const open = (hole: number | string): void => {
    holes.push(hole);
    texts.push("");
  };
  for (const [nth, place] of PLACES.entries()) {
    // Splitting gives a text, the number of a mark, a text, and so on.
    const [first = "", ...rest] = (line.before[nth] ?? "").split(MARK);
    write(first);
    for (let at = 0; at < rest.length; at += 2) {
      open(Number(rest[at]));
      write(rest[at + 1] ?? "");
    }
    const label = line[place];
    if (label !== undefined) open(label);
  }
  if (line.g !== undefined) write(END);
  return { texts, holes };
}

/** The labels of the blank nodes in a line. */
export const labelsIn = ({ holes }: Pattern): readonly string[] => holes.filter((hole) => typeof hole === "string");

/** The line with its line break; `values` are texts as they are written, by their slots. */
export function filled({ texts, holes }: Pattern, values: readonly string[], label: Labelling): string {
  let line = texts[0] ?? "";
  for (let nth = 0; nth < holes.length; nth++) {
    const hole = holes[nth];
    line += (typeof hole === "number" ? values[hole] : label(hole ?? "")) + (texts[nth + 1] ?? "");
  }
  return line;
}
