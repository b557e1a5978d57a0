// issue --collect: the parts that many machines issued become one batch, or what is missing is told.
import { fault } from "../core/fault.ts";
import type { Storage } from "../core/storage.ts";
import { count } from "../core/text.ts";
import type { Wanted } from "../flows/collect.ts";
import { briefsIn } from "../flows/foresee.ts";
import { collect } from "../shell/collecting.ts";
import { draft } from "../shell/drafting.ts";
import { withStorage } from "../shell/storage.ts";
import { EXIT } from "./exit.ts";
import type { IssueFlags } from "./issue-flags.ts";
import type { Voice } from "./terminal.ts";

/** What the roster asks for, where it is named. */
async function wantedOf(roster: string, flags: IssueFlags, voice: Voice, storage: Storage): Promise<Wanted> {
  // What there is to note of the frameworks, issue has noted.
  const { planned, failures } = await draft(roster, flags, undefined, { now: voice.now, say: () => {} }, storage);
  if (failures.size() > 0)
    voice.say(`laurel: note: ${roster}: ${count(failures.size(), "row")} cannot be issued, and none is expected`);
  const entries = new Map<string, number>();
  for (const { id, line } of briefsIn(planned.marks)) entries.set(id, line);
  return { file: roster, entries, failed: failures.size() };
}

export async function issueCollect(
  folders: readonly string[],
  roster: string | undefined,
  flags: IssueFlags,
  voice: Voice,
): Promise<number> {
  const out = flags.out ?? (folders.length === 1 ? folders[0] : undefined);
  if (out === undefined) {
    throw fault("USAGE", "want a folder for the records of several folders, got none", {
      hint: "Name it by --out DIR.",
    });
  }
  const wanted =
    roster === undefined ? undefined : await withStorage((storage) => wantedOf(roster, flags, voice, storage));
  const { parts, credentials, gaps } = await collect(folders, out, wanted);
  for (const gap of gaps) voice.blame({ code: "BATCH_INCOMPLETE", ...gap });
  const whole = gaps.length === 0;
  if (voice.json) voice.print(JSON.stringify({ whole, parts, credentials, gaps, out }));
  else if (whole) voice.print(`${count(credentials, "credential")} from ${count(parts, "part")}: ${out}`);
  if (!whole) voice.say("laurel: the parts are no whole batch: nothing was written");
  return whole ? EXIT.done : EXIT.no;
}
