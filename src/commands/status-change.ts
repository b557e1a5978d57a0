// status revoke, suspend, restore and message: what is written into the register, and the lists that follow from it.
import type { FaultFacts } from "../core/fault.ts";
import { exitOf } from "../core/fault.ts";
import { stampOf } from "../core/instant.ts";
import { count } from "../core/text.ts";
import { type Decision, decide, type Verb } from "../flows/status-change.ts";
import { changed, openStatus, type StatusDesk, startedRegister } from "../shell/status-desk.ts";
import { namedBy } from "../shell/status-named.ts";
import { EXIT, worstExit } from "./exit.ts";
import type { ChangeFlags } from "./status-flags.ts";
import type { Voice } from "./terminal.ts";

/** Most credentials that are shown by name to a person; --json shows all. */
const SHOWN = 20;

function report({ decided, faults }: Decision, verb: Verb, dry: boolean, voice: Voice): void {
  for (const { credential: _, ...facts } of faults) voice.blame(facts);
  const made = decided.filter(({ change }) => change !== undefined);
  const { done, already, purpose } = verb;
  if (voice.json) {
    for (const { id, slot, change } of decided)
      voice.print(JSON.stringify({ credential: id, state: done, changed: change !== undefined, purpose, ...slot }));
    for (const { credential, code, message } of faults)
      voice.print(JSON.stringify({ credential, state: "refused", changed: false, purpose, code, message }));
    return;
  }
  if (dry) {
    for (const { id } of made.slice(0, SHOWN)) voice.print(`${id}: would be ${done}`);
    if (made.length > SHOWN) voice.print(`… and ${made.length - SHOWN} more`);
  }
  const rest = `${decided.length - made.length} ${already} before, ${faults.length} refused`;
  voice.print(`${made.length} ${dry ? "would be " : ""}${done}, ${rest}${dry ? "; nothing was written" : ""}`);
}

/** Says which lists were signed, which is what has to reach the web server. */
export function sayRenewed(renewed: readonly { readonly file: string }[], faults: readonly FaultFacts[], voice: Voice) {
  for (const facts of faults) voice.blame(facts);
  if (renewed.length === 0) return;
  const files = renewed.map(({ file }) => file).join(", ");
  voice.say(`${count(renewed.length, "list")} signed: ${files}; publish them, for others see only what is published`);
}

const statusOf = (faults: readonly FaultFacts[]): number =>
  faults.length === 0 ? EXIT.done : worstExit(faults.map(({ code }) => exitOf(code)));

export async function change(
  inputs: readonly string[],
  verbIn: (desk: StatusDesk) => Verb,
  flags: ChangeFlags,
  voice: Voice,
): Promise<number> {
  const desk = await openStatus(flags.config);
  const verb = verbIn(desk);
  const named = await namedBy(inputs);
  const { reason } = flags;
  const facts = { verb, at: stampOf(voice.now), ...(reason === undefined ? {} : { reason }) };
  const { register } = await startedRegister(desk);
  if (flags.dryRun === true) {
    const decision = decide(register, named, facts);
    report(decision, verb, true, voice);
    return statusOf(decision.faults);
  }
  const { result, renewed, faults } = await changed(desk, flags, voice, (kept) => {
    const decision = decide(kept.register, named, facts);
    const changes = decision.decided.flatMap(({ change: one }) => (one === undefined ? [] : [one]));
    return { ...decision, events: changes.map((one) => ({ event: "change" as const, ...one })) };
  });
  report(result, verb, false, voice);
  sayRenewed(renewed, faults, voice);
  return statusOf([...result.faults, ...faults]);
}
