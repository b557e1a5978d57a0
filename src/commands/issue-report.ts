// What issue says of a batch: to a person in sentences, to a script in one object.
import type { FaultFacts } from "../core/fault.ts";
import { count, quoted } from "../core/text.ts";
import { type Foreseen, isRefused, isUnchanged } from "../flows/issue.ts";
import type { FailedRow } from "../flows/plan.ts";
import type { BatchOutcome } from "../shell/issuing.ts";
import { EXIT } from "./exit.ts";
import type { Voice } from "./terminal.ts";

export interface Told {
  readonly out: string;
  /** The roster, as the user named it. */
  readonly roster: string;
  readonly failuresFile: string;
  readonly voice: Voice;
}

interface Counts {
  readonly issued: number;
  readonly unchanged: number;
}

const rowsOf = ({ faults }: FailedRow) =>
  faults.map(({ line, column, code, message }) => ({ line, column: column ?? null, code, message }));

function object(
  { issued, unchanged }: Counts,
  failures: readonly FailedRow[],
  { out, voice }: Told,
  more: object = {},
) {
  if (!voice.json) return;
  const rows = failures.flatMap(rowsOf);
  voice.print(JSON.stringify({ issued, unchanged, failed: failures.length, failures: rows, out, ...more }));
}

function blame(failures: readonly FailedRow[], { roster, voice }: Told): void {
  for (const { column, message, ...rest } of failures.flatMap(({ faults }) => faults)) {
    const said = column === undefined ? message : `column ${quoted(column)}: ${message}`;
    voice.blame({ ...rest, file: roster, message: said });
  }
}

/** That nothing is issued from a roster of which rows cannot be read, and what is wrong with those that can. */
export function tellBroken(faults: readonly FaultFacts[], failures: readonly FailedRow[], told: Told): number {
  const { voice, out } = told;
  for (const facts of faults) voice.blame(facts);
  blame(failures, told);
  voice.say(`laurel: rows of ${told.roster} cannot be read: nothing was issued`);
  if (voice.json) {
    const unread = faults.map(({ line, code, message }) => ({ line, column: null, code, message }));
    const failed = faults.length + failures.length;
    voice.print(
      JSON.stringify({ issued: 0, unchanged: 0, failed, failures: [...unread, ...failures.flatMap(rowsOf)], out }),
    );
  }
  return EXIT.unusable;
}

/** What would be issued. */
export function tellAhead(foreseen: readonly Foreseen[], failures: readonly FailedRow[], told: Told): number {
  const { voice } = told;
  blame(failures, told);
  const unchanged = foreseen.filter(isUnchanged).length;
  const checked = foreseen.length - foreseen.filter(isRefused).length;
  const first = foreseen.find((one) => !isRefused(one) && !isUnchanged(one))?.entry.document ?? null;
  object({ issued: 0, unchanged }, failures, told, { checked, first });
  if (!voice.json && first !== null) voice.print(JSON.stringify(first, null, 2));
  const would = `${count(checked - unchanged, "credential")} would be issued, ${unchanged} unchanged`;
  voice.say(`${would}, ${count(failures.length, "row")} failed; nothing was written`);
  return failures.length > 0 ? EXIT.no : EXIT.done;
}

/** That nothing was issued, and why. */
export function tellRefusal(failures: readonly FailedRow[], why: string, told: Told): number {
  blame(failures, told);
  object({ issued: 0, unchanged: 0 }, failures, told);
  told.voice.say(`laurel: ${why}: nothing was issued`);
  return EXIT.no;
}

export function tell({ made, failures, left }: BatchOutcome, signal: string | undefined, told: Told): number {
  const { voice, out, failuresFile } = told;
  const unchanged = made.filter(({ state }) => state === "unchanged").length;
  const issued = made.length - unchanged;
  blame(failures, told);
  object({ issued, unchanged }, failures, told, left === 0 ? {} : { left });
  const summary = `${issued} issued, ${unchanged} unchanged, ${failures.length} failed`;
  // The credentials themselves are on standard output then, and no file of failures is written.
  if (out === "-") voice.say(summary);
  else if (!voice.json) voice.print(`${summary}: ${out}`);
  if (failures.length > 0 && out !== "-")
    voice.say(`the rows that failed stand in ${failuresFile}; fix them there and issue that file`);
  const successors = made.filter(({ state }) => state === "superseded").length;
  if (successors > 0) {
    const [who, which] =
      successors === 1 ? ["1 of them takes", "which is"] : [`${successors} of them take`, "which are"];
    voice.say(`${who} the place of an earlier credential, ${which} revoked now; publish the status lists`);
  }
  if (signal !== undefined && left > 0)
    voice.blame({
      code: "STOPPED",
      message: `stopped by ${signal}: ${count(left, "row")} still to do`,
      hint: "What was issued is recorded. Give the same command again to issue the rest.",
    });
  return failures.length > 0 ? EXIT.no : EXIT.done;
}
