// Exit statuses: part of the interface.

export const EXIT = { done: 0, no: 1, usage: 2, unusable: 3, unsure: 4, defect: 70 } as const;

/** What `laurel help exit-codes` prints. */
export const EXIT_TABLE: readonly (readonly [status: number, meaning: string])[] = [
  [EXIT.done, "done, or the answer is yes"],
  [EXIT.no, "the answer is no: a credential is invalid, some rows failed, a framework has errors"],
  [EXIT.usage, "the command line is wrong"],
  [EXIT.unusable, "an input, key or config file cannot be used: missing, unreadable, malformed"],
  [EXIT.unsure, "cannot tell: something needed for the answer could not be had"],
  [EXIT.defect, "a defect in laurel"],
];

/** Statuses of a command that a signal stopped before it was done, as shells have them: 128 and the signal's number. */
export const SIGNAL_EXITS = { SIGINT: 130, SIGTERM: 143 } as const;

/** From worst to best; a defect outranks every answer. */
const RANKS: readonly number[] = [EXIT.defect, EXIT.usage, EXIT.no, EXIT.unusable, EXIT.unsure, EXIT.done];

/** The exit status of several inputs: 1 outranks 3, 3 outranks 4, and 4 outranks 0. */
export function worstExit(statuses: readonly number[]): number {
  return RANKS.find((status) => statuses.includes(status)) ?? EXIT.done;
}
