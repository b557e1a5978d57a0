// issue: a roster in, signed credentials out.
import { fault } from "../core/fault.ts";
import { stampOf } from "../core/instant.ts";
import type { Storage } from "../core/storage.ts";
import { briefsIn } from "../flows/foresee.ts";
import { overLimit } from "../flows/limit.ts";
import { notesOf } from "../flows/notes.ts";
import { factsLine } from "../frameworks/facts.ts";
import { isOnlyShard, partOf, type Shard, shardFrom } from "../model/shard.ts";
import { placesAt } from "../shell/batch.ts";
import { draft } from "../shell/drafting.ts";
import { type Batch, issueBatch, issueTo, lookAhead, NOTHING } from "../shell/issuing.ts";
import type { PlacedSettings } from "../shell/settings.ts";
import { entitled } from "../shell/status-issue.ts";
import { revokeSuperseded } from "../shell/status-supersede.ts";
import { withStorage } from "../shell/storage.ts";
import { SIGNAL_EXITS } from "./exit.ts";
import { issueCollect } from "./issue-collect.ts";
import { type IssueFlags, issueFlags, OUT } from "./issue-flags.ts";
import { type Told, tell, tellAhead, tellBroken, tellRefusal } from "./issue-report.ts";
import type { Register } from "./register.ts";
import { type Signal, type Terminal, type Voice, voiceOf, withManners } from "./terminal.ts";

/** Throws what keeps an earlier credential from being revoked in the same step. */
function requireRevocable(settings: PlacedSettings, shard: Shard | undefined, out: string): void {
  const { status, placeOf } = settings;
  if (!isOnlyShard(shard) || out === "-")
    throw fault("USAGE", "want --supersede for a whole roster in its folder, not with --shard or --out -");
  if (status?.purposes.includes("revocation") !== true) {
    throw fault("CONFIG_INVALID", "--supersede revokes the earlier credential, and the settings have no status lists", {
      ...placeOf(status === undefined ? "" : "/status"),
      hint: 'As in status: { url: "https://registrar.example.edu/status/{list}" }; or give --force to replace the file.',
    });
  }
}

async function issue(file: string, flags: IssueFlags, voice: Voice, terminal: Terminal, storage: Storage) {
  const found = shardFrom(flags.shard, terminal.env);
  const shard = found?.shard;
  if (found?.by !== undefined)
    voice.say(`laurel: note: ${found.by} makes this part ${found.shard.number} of ${found.shard.of} of the roster`);
  const { issuer, roster, planned, run, failures } = await draft(file, flags, shard, voice, storage);
  const { settings, signing } = issuer;
  const { marks, isMine } = planned;
  const mine = { [Symbol.iterator]: () => briefsIn(marks, isMine) };
  const count = roster.count + roster.faults.length;
  for (const note of notesOf(mine, count, voice.now)) voice.say(`laurel: note: ${file}: ${note}`);

  const out = flags.out ?? settings.out ?? OUT;
  if (out === "-" && voice.json)
    throw fault("USAGE", "want --json or --out -, got both: standard output is for the credentials");
  if (flags.supersede === true) requireRevocable(settings, shard, out);
  const part = partOf(shard);
  const places = placesAt(out, part);
  const told: Told = { out, roster: file, failures, failuresFile: places.failures, voice };
  const stopping: { by?: Signal } = {};
  const { status } = settings;
  const batch: Batch = {
    ...{ places, run, planned, failures, roster, storage },
    facts: {
      extension: signing.extension,
      secure: signing.secure,
      holds: signing.holds,
      now: stampOf(voice.now),
      force: flags.force === true,
      supersede: flags.supersede === true,
      status: status !== undefined,
      stopped: () => stopping.by !== undefined,
      progress: voice.progress,
    },
    limit: (failures) => overLimit(failures, shard?.of ?? 1, flags),
    entitle: async (forecasts, dryRun) =>
      status === undefined
        ? () => undefined
        : entitled(
            { marks, forecasts },
            { settings: status, signing, now: voice.now, clock: voice.clock, part, dryRun, say: voice.say },
            storage,
          ),
    revoke: async (issuances) =>
      status === undefined ? undefined : revokeSuperseded({ settings, status }, issuances, flags, voice),
    stoppedBy: () => stopping.by,
  };
  if (roster.faults.length > 0) return tellBroken(roster.faults, told);
  if (flags.dryRun === true) return tellAhead(await lookAhead(batch), told);
  const toStdout = out === "-";
  // A folder is only touched when there is something to put into it.
  const hopeless = batch.limit(failures);
  if (hopeless !== undefined) return tellRefusal(hopeless, told);
  if (roster.count === 0) return tell(NOTHING, undefined, told);

  if (toStdout) terminal.needsReader?.();
  const stop = terminal.onStop?.((signal) => {
    stopping.by = signal;
    voice.say(`laurel: ${signal}: finishing the credentials at hand`);
  });
  const cores = await signing.spread(roster.count, flags.jobs);
  try {
    const spread: Batch = { ...batch, facts: { ...batch.facts, secure: cores.secure, holds: cores.holds } };
    const outcome = toStdout ? await issueTo(voice.print, spread) : await issueBatch(spread);
    if (outcome.refused !== undefined) return tellRefusal(outcome.refused, told);
    for (const [framework, facts] of issuer.used()) voice.say(`laurel: note: ${factsLine(facts, framework)}`);
    const status = tell(outcome, stopping.by, told);
    return stopping.by !== undefined && outcome.left > 0 ? SIGNAL_EXITS[stopping.by] : status;
  } finally {
    stop?.();
    await cores.end();
  }
}

export const issueCommand: Register = (program, terminal, finish) => {
  const command = withManners(program.command("issue"))
    .description("Signs one Open Badges 3.0 credential for every row of a roster (.csv, .tsv, .yaml, .yml, .json).")
    .argument("[roster]", "roster; - reads CSV from standard input, and so is a pipe read");
  issueFlags(command)
    .addHelpText(
      "after",
      `
A bad row is reported and the rest are issued; failures.csv in the folder holds the bad ones with the reason.
The same row always gives the same credential, so running again writes nothing, and a run that was stopped goes on
where it was. Every file is read back and verified before a run counts as done; manifest.csv and ledger.ndjson say what
was issued, to the registrar and to an auditor.

A CSV or TSV may be of any length: what is known of its rows is put aside on disk (TMPDIR says where), so that a million
of them take some 300 MB of memory. A roster in YAML or JSON is read whole, and can have 64 MiB.

A row that says something else than before is a conflict. --force issues the same credential anew in its file;
--supersede issues another one and revokes the one before, which needs \`status:\` in the settings.

--shard is taken from SLURM_ARRAY_TASK_ID, AWS_BATCH_JOB_ARRAY_INDEX or JOB_COMPLETION_INDEX when it is not given;
Kubernetes does not say how many parts there are: --shard auto/N or LAUREL_SHARDS=N does.

Examples:
  $ laurel issue roster.csv --dry-run        look before you sign
  $ laurel issue roster.csv                  sign every row
  $ laurel issue credentials/failures.csv    the rows that failed, once fixed
  $ laurel issue roster.csv --proof vc-jwt   as JWTs
  $ laurel issue changed.csv --supersede     new credentials for changed rows, the old ones revoked
  $ laurel issue roster.csv --shard 2/4      the second of four parts
  $ laurel issue --collect part1 part2 --out all
  $ export-roster | laurel issue - --out -   a stream in, a stream out`,
    )
    .action(async (roster: string | undefined, flags: IssueFlags) => {
      const voice = voiceOf(flags, terminal);
      if (flags.collect !== undefined) return finish(await issueCollect(flags.collect, roster, flags, voice));
      if (roster === undefined) throw fault("USAGE", "want a roster to issue, got none");
      return finish(await withStorage((storage) => issue(roster, flags, voice, terminal, storage)));
    });
};
