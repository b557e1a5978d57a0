// The header of a roster: what each of its words stands for, and what it lacks.
import { type FaultFacts, FaultList, fault } from "../core/fault.ts";
import { oneOf, quoted } from "../core/text.ts";
import { type ColumnName, folded, IDENTIFYING, type Meaning, meaningOf, REASON, targetOf } from "./column.ts";
import { type Header, type HeaderFacts, unknownColumns, visible } from "./unknown-column.ts";

/** How `columns:` of the config maps headers; spelled exactly, or else without regard to case, spaces and punctuation. */
function mapped(mapping: Readonly<Record<string, string>>): (name: string) => string | undefined {
  const exact = new Map(Object.entries(mapping));
  const loose = new Map(Object.entries(mapping).map(([from, to]) => [folded(from), to]));
  // Headers such as # and % have no letter to tell them by.
  loose.delete("");
  return (name) => exact.get(name) ?? exact.get(name.trim()) ?? (name === REASON ? "ignore" : loose.get(folded(name)));
}

/** Words of `columns:` that stand in no header. */
export function unmet(headers: readonly Header[], mapping: Readonly<Record<string, string>>): readonly string[] {
  const spelled = new Set(headers.flatMap(({ name }) => [name, name.trim()]));
  const loose = new Set(headers.map(({ name }) => folded(name)).filter((name) => name !== ""));
  return Object.keys(mapping).filter((from) => !spelled.has(from) && !loose.has(folded(from)));
}

/** Meanings that are one column although they are written in two ways. `C` and `C++` are two results. */
const identityOf = (meaning: Meaning): string =>
  JSON.stringify(meaning.kind === "result" ? { ...meaning, name: meaning.name.toLowerCase() } : meaning);

const isMarkup = (name: string): boolean => /^\s*<[!?a-z]/i.test(name);

/** Some systems save a web page, or XML, under the name of a spreadsheet. */
const markup = ({ line }: Header, file: string) =>
  fault("ROSTER_INVALID", "want a table, got a page of HTML or XML", {
    file,
    line,
    hint: "Open it in a spreadsheet program, and save it as CSV (UTF-8).",
  });

/**
 * What each header of a roster stands for. `mapping` is `columns:` of the config. Throws COLUMN_UNKNOWN for a header
 * that nothing explains and COLUMN_DOUBLE for two that mean the same, all of them together.
 */
export function columnsOf(
  headers: readonly Header[],
  mapping: Readonly<Record<string, string>>,
  { file, hidden = false }: HeaderFacts,
): ReadonlyMap<string, Meaning> {
  const given = mapped(mapping);
  const meanings = new Map<string, Meaning>();
  const owners = new Map<string, string>();
  const unknown: Header[] = [];
  const doubles: FaultFacts[] = [];
  // A header without a name is no column; a value below it is a fault of its row.
  const named = headers.filter(({ name }) => name.trim() !== "");
  const [first] = named;
  if (first !== undefined && isMarkup(first.name)) throw markup(first, file);
  for (const header of named) {
    const { name, line, column } = header;
    const target = given(name);
    const meaning = target === undefined ? meaningOf(name) : targetOf(target);
    const owner = meaning === undefined ? undefined : owners.get(identityOf(meaning));
    if (meaning === undefined) unknown.push(header);
    else if (owner !== undefined && meaning.kind !== "ignore") {
      doubles.push({
        code: "COLUMN_DOUBLE",
        message: `columns ${visible(owner)} and ${visible(name)} mean the same`,
        file,
        line,
        column,
        hint:
          owner === name
            ? "Take one of the two out."
            : `Take one out, or leave it aside in laurel.yaml: columns: { ${quoted(name)}: ignore }.`,
      });
    } else {
      owners.set(identityOf(meaning), name);
      meanings.set(name, meaning);
    }
  }
  const faults = [...unknownColumns(unknown, { file, hidden, isAlone: named.length === 1 }), ...doubles];
  if (faults.length > 0) throw new FaultList(faults);
  return meanings;
}

/** What a header lacks for any of its rows to be an award. Throws COLUMN_MISSING, once instead of for every row. */
export function requireColumns(
  headers: readonly Header[],
  meanings: ReadonlyMap<string, Meaning>,
  { file, achievement }: { readonly file: string; readonly achievement: string | undefined },
): void {
  const there = new Set([...meanings.values()].map((meaning) => (meaning.kind === "column" ? meaning.name : "")));
  const wanted: (readonly ColumnName[])[] = [["awarded"], IDENTIFYING];
  if (achievement === undefined) wanted.push(["achievement"]);
  const faults = wanted
    .filter((names) => !names.some((name) => there.has(name)))
    .map((names): FaultFacts => {
      const found = headers.filter(({ name }) => name.trim() !== "").map(({ name }) => visible(name));
      const shown = found.length > 30 ? [...found.slice(0, 30), "…"] : found;
      return {
        code: "COLUMN_MISSING",
        message: `want a column ${oneOf(names.map((name) => `"${name}"`))}, got ${shown.join(", ")}`,
        file,
        line: headers[0]?.line,
        hint: `Where your roster has another name for it, map that in laurel.yaml: columns: { "Your header": ${names[0]} }. Where it has none, add one.`,
      };
    });
  if (faults.length > 0) throw new FaultList(faults);
}
