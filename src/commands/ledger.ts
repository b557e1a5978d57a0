// ledger: what an auditor asks of the ledger that issue writes.
import { count } from "../core/text.ts";
import { checkLedger } from "../shell/ledger-check.ts";
import { EXIT } from "./exit.ts";
import type { Register } from "./register.ts";
import { type Manners, type Voice, voiceOf, withManners } from "./terminal.ts";

interface VerifyFlags extends Manners {
  readonly head?: string;
}

async function verify(file: string, flags: VerifyFlags, voice: Voice): Promise<number> {
  const { problems, runs, credentials, head, files } = await checkLedger(file, flags.head);
  const whole = problems.length === 0;
  if (voice.json) {
    voice.print(JSON.stringify({ file, whole, runs, credentials, files: files ?? null, head, problems }));
    return whole ? EXIT.done : EXIT.no;
  }
  for (const { message, ...place } of problems) voice.blame({ code: "LEDGER_BROKEN", message, ...place });
  if (!whole) {
    voice.print(`not whole    ${file}`);
    return EXIT.no;
  }
  const beside = files === undefined ? "no credential files beside it" : `${count(files, "file")} as issued`;
  voice.print(`whole        ${file}`);
  voice.print(`  ${count(runs, "run")}, ${count(credentials, "credential")}, ${beside}`);
  voice.print(`  head  ${head}`);
  return EXIT.done;
}

export const ledgerCommand: Register = (program, terminal, finish) => {
  const ledger = program
    .command("ledger")
    .description("What an auditor asks of ledger.ndjson, the account that `laurel issue` keeps of every run.")
    .addHelpText("after", "\nExamples:\n  $ laurel ledger verify credentials/ledger.ndjson");
  withManners(ledger.command("verify"))
    .description(
      "Says whether a ledger is whole, line by line, and whether the credential files beside it are those that it names.",
    )
    .argument("<file>", "the ledger")
    .option("--head <hash>", "a head that was written down before: nothing up to there may have changed")
    .addHelpText(
      "after",
      `
Each line holds the SHA-256 of the line before it, so that no line can be changed, taken out or put in unseen. Who
rewrites the whole ledger changes its head: write the head down after each batch, and give it to --head later.

Examples:
  $ laurel ledger verify credentials/ledger.ndjson
  $ laurel ledger verify credentials/ledger.ndjson --head 9f2c…   the head of last year's report
  $ laurel ledger verify ledger.ndjson --json                     the chain alone, with no files beside it`,
    )
    .action(async (file: string, flags: VerifyFlags) => finish(await verify(file, flags, voiceOf(flags, terminal))));
};
