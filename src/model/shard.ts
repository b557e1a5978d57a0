// A part of a roster: every n-th row, so that machines that know nothing of each other leave out none and double none.
import { fault } from "../core/fault.ts";
import { quoted } from "../core/text.ts";

export interface Shard {
  /** From 1. */
  readonly number: number;
  readonly of: number;
}

/** `2/4`, or `auto/4` for a number that the machine knows. */
export type ShardFlag = Shard | { readonly of: number };

type Environment = Readonly<Record<string, string | undefined>>;

export function shardOf(text: string): ShardFlag {
  const [, word = "", count = ""] = /^(\d{1,6}|auto)\/(\d{1,6})$/.exec(text) ?? [];
  const [number, of] = [Number(word), Number(count)];
  if (word === "auto" && of >= 1) return { of };
  if (number >= 1 && number <= of) return { number, of };
  throw fault("USAGE", `want --shard as I/N, such as 1/4, or as auto/N, got ${quoted(text)}`);
}

export const isOnlyShard = (shard: Shard | undefined): boolean => shard === undefined || shard.of === 1;

/** Whether the row at a place, counted from 0, is of a part. */
export const isOfShard = (index: number, shard: Shard | undefined): boolean =>
  shard === undefined || index % shard.of === shard.number - 1;

/** What names the records of a part beside those of the others. */
export const partOf = (shard: Shard | undefined): string =>
  shard === undefined || shard.of === 1 ? "" : `.${shard.number}-of-${shard.of}`;

/** Systems that run one command many times over, and the variables by which they tell each run which one it is. */
interface ArraySystem {
  readonly index: string;
  /** The lowest index, or the variable that has it. */
  readonly first: number | string;
  readonly last?: string;
  readonly step?: string;
  readonly count?: string;
}

const SYSTEMS: readonly ArraySystem[] = [
  {
    index: "SLURM_ARRAY_TASK_ID",
    first: "SLURM_ARRAY_TASK_MIN",
    last: "SLURM_ARRAY_TASK_MAX",
    step: "SLURM_ARRAY_TASK_STEP",
    count: "SLURM_ARRAY_TASK_COUNT",
  },
  { index: "AWS_BATCH_JOB_ARRAY_INDEX", first: 0, count: "AWS_BATCH_JOB_ARRAY_SIZE" },
  // Kubernetes, Indexed Jobs: the number of completions is not in the environment.
  { index: "JOB_COMPLETION_INDEX", first: 0 },
];

/** Says how many parts there are where the system does not. */
const COUNT = "LAUREL_SHARDS";

const whole = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;

function numberIn(system: ArraySystem, env: Environment): number | undefined {
  const at = (name: number | string | undefined) => (typeof name === "number" ? name : whole(env[name ?? ""]));
  const [index, first, last] = [at(system.index), at(system.first), at(system.last)];
  const step = at(system.step) ?? 1;
  if (index === undefined || first === undefined || index < first) return undefined;
  const number = (index - first) / step + 1;
  const count = at(system.count);
  // An array such as 1,3,7 has gaps that no arithmetic knows.
  const even = last === undefined || count === undefined || (last - first) / step + 1 === count;
  return even && Number.isInteger(number) ? number : undefined;
}

export interface FoundShard {
  readonly shard: Shard;
  /** The variable that said which part it is. */
  readonly by?: string;
}

/**
 * The part to issue: as the flag says, or as the system says that runs this command many times over. Throws USAGE when
 * a number is there and the count is not, or the other way round: a guess would leave rows out.
 */
export function shardFrom(flag: ShardFlag | undefined, env: Environment): FoundShard | undefined {
  if (flag !== undefined && "number" in flag) return { shard: flag };
  const system = SYSTEMS.find(({ index }) => (env[index] ?? "") !== "");
  const hint = "Say which part it is: --shard I/N; --shard 1/1 issues the whole roster.";
  if (system === undefined) {
    const wanted = flag !== undefined ? "--shard auto/N" : whole(env[COUNT]) !== undefined ? COUNT : undefined;
    if (wanted === undefined) return undefined;
    const names = SYSTEMS.map(({ index }) => index).join(", ");
    throw fault("USAGE", `${wanted} wants one of the variables ${names}, and none is set`, { hint });
  }
  const of = flag?.of ?? whole(env[system.count ?? ""]) ?? whole(env[COUNT]);
  if (of === undefined) {
    throw fault("USAGE", `${system.index} is set, but nothing says how many parts there are`, {
      hint: `Give --shard auto/N, or set ${COUNT}=N; --shard 1/1 issues the whole roster.`,
    });
  }
  const number = numberIn(system, env);
  if (number === undefined || number > of) {
    throw fault("USAGE", `${system.index} names no part of ${of}`, { hint });
  }
  return { shard: { number, of }, by: system.index };
}
