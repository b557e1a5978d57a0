// status renew: signs what is about to lapse, and what was left unsigned when somebody was killed.
import { exitOf } from "../core/fault.ts";
import { openStatus, renewed, startedRegister } from "../shell/status-desk.ts";
import { statusLock } from "../shell/status-issue.ts";
import { EXIT, worstExit } from "./exit.ts";
import type { StatusFlags } from "./status-flags.ts";
import type { Voice } from "./terminal.ts";

const WHY = {
  missing: "there was none",
  behind: "the register says something else",
  lapsing: "it was about to lapse",
} as const;

export interface RenewFlags extends StatusFlags {
  readonly within: number;
  readonly dryRun?: boolean;
}

export async function renew(flags: RenewFlags, voice: Voice): Promise<number> {
  const desk = await openStatus(flags.config);
  await startedRegister(desk);
  const { within, dryRun = false } = flags;
  const work = () => renewed(desk, flags, voice, { within, dryRun });
  const { renewed: done, faults } = await (dryRun ? work() : statusLock(desk.status.folder, "status renew", work));
  for (const facts of faults) voice.blame(facts);
  const shown = done.map(({ name, file, need }) => ({ name, file, need }));
  if (voice.json) voice.print(JSON.stringify({ renewed: shown }));
  else if (done.length === 0 && faults.length === 0) voice.say("nothing to renew");
  else
    for (const { file, need } of shown)
      voice.print(`${file}: ${dryRun ? "would be signed" : "signed"}, for ${WHY[need]}`);
  return faults.length === 0 ? EXIT.done : worstExit(faults.map(({ code }) => exitOf(code)));
}
