// issue: a roster in, signed credentials out.
import { fault } from "../core/fault.ts";
import { stampOf } from "../core/instant.ts";
import { overLimit } from "../flows/limit.ts";
import { notesOf } from "../flows/notes.ts";
import { successorsIn } from "../flows/succession.ts";
import { factsLine } from "../frameworks/facts.ts";
import { isOnlyShard, partOf, type Shard, shardFrom } from "../model/shard.ts";
import { placesAt } from "../shell/batch.ts";
import { draft } from "../shell/drafting.ts";
import { type Batch, failuresOf, issueBatch, issueTo, lookAhead } from "../shell/issuing.ts";
import type { PlacedSettings } from "../shell/settings.ts";
import { foreseenWithStatus } from "../shell/status-issue.ts";
import { revokeSuperseded } from "../shell/status-supersede.ts";
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

async function issue(roster: string, flags: IssueFlags, voice: Voice, terminal: Terminal): Promise<number> {
  const found = shardFrom(flags.shard, terminal.env);
  const shard = found?.shard;
  if (found?.by !== undefined)
    voice.say(`laurel: note: ${found.by} makes this part ${found.shard.number} of ${found.shard.of} of the roster`);
  const drafted = await draft(roster, flags, shard, voice);
  const { issuer, table, mark, plan, run, isMine, bad } = drafted;
  const { settings, signing } = issuer;
  for (const note of notesOf(
    plan.entries.filter(({ row }) => isMine(row)),
    table.rows.length,
    voice.now,
  ))
    voice.say(`laurel: note: ${table.file}: ${note}`);

  const out = flags.out ?? settings.out ?? OUT;
  if (out === "-" && voice.json)
    throw fault("USAGE", "want --json or --out -, got both: standard output is for the credentials");
  if (flags.supersede === true) requireRevocable(settings, shard, out);
  const part = partOf(shard);
  const places = placesAt(out, part);
  const told: Told = { out, roster: table.file, failuresFile: places.failures, voice };
  const limit: Batch["limit"] = (failures) => overLimit(failures, table.rows.filter(isMine), flags);
  const stopping: { by?: Signal } = {};
  const batch: Batch = {
    places,
    run,
    entries: plan.entries,
    bad,
    facts: {
      extension: signing.extension,
      secure: signing.secure,
      holds: signing.holds,
      now: stampOf(voice.now),
      wanted: ({ row }) => isMine(row),
      force: flags.force === true,
      supersede: flags.supersede === true,
      status: settings.status !== undefined,
      jobs: flags.jobs,
      stopped: () => stopping.by !== undefined,
      progress: voice.progress,
    },
    limit,
    entitle: async (foreseen, dryRun) =>
      settings.status === undefined
        ? foreseen
        : foreseenWithStatus(foreseen, [...plan.entries, ...successorsIn(foreseen)], {
            ...{ settings: settings.status, signing, now: voice.now, part, dryRun, say: voice.say },
          }),
    revoke: (issuances) => {
      const { status } = settings;
      return status === undefined ? Promise.resolve() : revokeSuperseded({ settings, status }, issuances, flags, voice);
    },
    table,
    mark,
    stoppedBy: () => stopping.by,
  };
  if (table.faults !== undefined) return tellBroken(table.faults, bad, told);
  if (flags.dryRun === true) {
    const foreseen = await lookAhead(batch);
    return tellAhead(foreseen, failuresOf(bad, foreseen), told);
  }
  const toStdout = out === "-";
  // A folder is only touched when there is something to put into it.
  const hopeless = limit(bad);
  if (hopeless !== undefined) return tellRefusal(bad, hopeless, told);
  if (table.rows.length === 0) return tell({ made: [], failures: [], left: 0 }, undefined, told);

  const stop = terminal.onStop?.((signal) => {
    stopping.by = signal;
    voice.say(`laurel: ${signal}: finishing the credentials at hand`);
  });
  try {
    const outcome = toStdout ? await issueTo(voice.print, batch) : await issueBatch(batch);
    if (outcome.refused !== undefined) return tellRefusal(outcome.failures, outcome.refused, told);
    for (const [framework, facts] of issuer.used()) voice.say(`laurel: note: ${factsLine(facts, framework)}`);
    const status = tell(outcome, stopping.by, told);
    return stopping.by !== undefined && outcome.left > 0 ? SIGNAL_EXITS[stopping.by] : status;
  } finally {
    stop?.();
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
      return finish(await issue(roster, flags, voice, terminal));
    });
};
