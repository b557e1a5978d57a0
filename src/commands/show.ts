// show: a credential or record for a person to read, in the terminal.
import type { World } from "../checks/examination.ts";
import { exitOf, Fault } from "../core/fault.ts";
import type { Verdict } from "../core/finding.ts";
import { viewOf } from "../flows/view.ts";
import { eachCredential } from "../shell/credential-file.ts";
import { readCredential } from "../shell/credential-lines.ts";
import { bring } from "../shell/evidence.ts";
import { EXIT, worstExit } from "./exit.ts";
import { type EvidenceFlags, evidenceFlags } from "./flags.ts";
import type { Register } from "./register.ts";
import { showReport } from "./show-report.ts";
import { type Manners, type Voice, voiceOf, withManners } from "./terminal.ts";
import { jsonLine } from "./verify-json.ts";

type Flags = Manners & EvidenceFlags;

const STATUS: Readonly<Record<Verdict, number>> = { valid: EXIT.done, invalid: EXIT.no, inconclusive: EXIT.unsure };

async function show(named: readonly string[], flags: Flags, voice: Voice): Promise<number> {
  const { forFile } = await bring(flags, voice.offline);
  const world = (): World => ({ now: voice.now, ...forFile() });
  const statuses: number[] = [];
  for await (const input of eachCredential(named)) {
    const { file } = input;
    try {
      const view = await viewOf(await readCredential(input), world());
      voice.print(voice.json ? jsonLine({ file, ...view }) : showReport(file, view, voice.paint));
      statuses.push(STATUS[view.verdict]);
    } catch (error) {
      if (!(error instanceof Fault) || exitOf(error.facts.code) === EXIT.defect) throw error;
      voice.blame({ ...error.facts, file });
      if (voice.json) voice.print(jsonLine({ file, error: { code: error.facts.code, message: error.facts.message } }));
      statuses.push(exitOf(error.facts.code));
    }
  }
  return worstExit(statuses);
}

const EXAMPLES = `
The verdict comes first; \`laurel verify\` says more of it. What does not verify is shown as a claim, and of an LER-RS what
its writer says is told from what others signed.

Exit status: 0 all valid, 1 some invalid, 3 some unreadable, 4 cannot tell.

Examples:
  $ laurel show badge.json
  $ laurel show records/0012.json | less
  $ laurel show ada.ler-rs.json --json | jq '.inside[].says.name'`;

export const showCommand: Register = (program, terminal, finish) => {
  const command = withManners(program.command("show"))
    .description("Shows a credential or record for a person to read: badges, CLRs and LER-RS.")
    .argument("<file...>", "credential files, folders of them, or - for standard input");
  evidenceFlags(command)
    .addHelpText("after", EXAMPLES)
    .action(async (files: string[], flags: Flags) => {
      finish(await show(files, flags, voiceOf(flags, terminal)));
    });
};
