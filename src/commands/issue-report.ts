// What issue says of a batch: to a person in sentences, to a script in one object.
import type { FaultFacts } from "../core/fault.ts";
import { count, quoted } from "../core/text.ts";
import type { Failures } from "../flows/failure.ts";
import type { FailedRow } from "../flows/plan.ts";
import type { Ahead, Tally } from "../shell/issuing.ts";
import { EXIT } from "./exit.ts";
import type { Voice } from "./terminal.ts";

export interface Told {
  readonly out: string;
  /** The roster, as the user named it. */
  readonly roster: string;
  /** Rows that failed, in order. */
  readonly failures: Failures;
  readonly failuresFile: string;
  readonly voice: Voice;
}

interface Counts {
  readonly issued: number;
  readonly unchanged: number;
}

const rowsOf = ({ faults }: FailedRow) =>
  faults.map(({ line, column, code, message }) => ({ line, column: column ?? null, code, message }));

function object({ issued, unchanged }: Counts, { failures, out, voice }: Told, more: object = {}) {
  if (!voice.json) return;
  const rows = [...failures].flatMap(rowsOf);
  voice.print(JSON.stringify({ issued, unchanged, failed: failures.size(), failures: rows, out, ...more }));
}

function blame({ failures, roster, voice }: Told): void {
  for (const { faults } of failures) {
    for (const { column, message, ...rest } of faults) {
      const said = column === undefined ? message : `column ${quoted(column)}: ${message}`;
      voice.blame({ ...rest, file: roster, message: said });
    }
  }
}

const exitOf = ({ failures }: Told): number => (failures.size() > 0 ? EXIT.no : EXIT.done);

/** That nothing is issued from a roster of which rows cannot be read, and what is wrong with those that can. */
export function tellBroken(faults: readonly FaultFacts[], told: Told): number {
  const { voice, failures, out } = told;
  for (const facts of faults) voice.blame(facts);
  blame(told);
  voice.say(`laurel: rows of ${told.roster} cannot be read: nothing was issued`);
  if (voice.json) {
    const unread = faults.map(({ line, code, message }) => ({ line, column: null, code, message }));
    const failed = faults.length + failures.size();
    const rows = [...unread, ...[...failures].flatMap(rowsOf)];
    voice.print(JSON.stringify({ issued: 0, unchanged: 0, failed, failures: rows, out }));
  }
  return EXIT.unusable;
}

/** What would be issued. */
export function tellAhead({ toSign, unchanged, ...ahead }: Ahead, told: Told): number {
  const first = ahead.first ?? null;
  const { voice, failures } = told;
  blame(told);
  object({ issued: 0, unchanged }, told, { checked: toSign + unchanged, first });
  if (!voice.json && first !== null) voice.print(JSON.stringify(first, null, 2));
  const would = `${count(toSign, "credential")} would be issued, ${unchanged} unchanged`;
  voice.say(`${would}, ${count(failures.size(), "row")} failed; nothing was written`);
  return exitOf(told);
}

/** That nothing was issued, and why. */
export function tellRefusal(why: string, told: Told): number {
  blame(told);
  object({ issued: 0, unchanged: 0 }, told);
  told.voice.say(`laurel: ${why}: nothing was issued`);
  return EXIT.no;
}

export function tell({ issued, unchanged, superseding, left }: Tally, signal: string | undefined, told: Told): number {
  const { voice, failures, out, failuresFile } = told;
  blame(told);
  object({ issued, unchanged }, told, left === 0 ? {} : { left });
  const summary = `${issued} issued, ${unchanged} unchanged, ${failures.size()} failed`;
  // The credentials themselves are on standard output then, and no file of failures is written.
  if (out === "-") voice.say(summary);
  else if (!voice.json) voice.print(`${summary}: ${out}`);
  if (failures.size() > 0 && out !== "-")
    voice.say(`the rows that failed stand in ${failuresFile}; fix them there and issue that file`);
  if (superseding > 0) {
    const [who, which] =
      superseding === 1 ? ["1 of them takes", "which is"] : [`${superseding} of them take`, "which are"];
    voice.say(`${who} the place of an earlier credential, ${which} revoked now; publish the status lists`);
  }
  if (signal !== undefined && left > 0)
    voice.blame({
      code: "STOPPED",
      message: `stopped by ${signal}: ${count(left, "row")} still to do`,
      hint: "What was issued is recorded. Give the same command again to issue the rest.",
    });
  return exitOf(told);
}
