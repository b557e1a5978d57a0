// Files to reports, or to what merge keeps of them, one after the other or by workers. What is asked of all files is
// plain data; documents from outside are asked for in the main thread, so that each is fetched once.
import type { Report, World } from "../checks/examination.ts";
import { exitOf, Fault, type FaultFacts } from "../core/fault.ts";
import type { Json } from "../core/json.ts";
import type { Got, Loader } from "../dids/resolve.ts";
import type { TakePolicy } from "../flows/take.ts";
import type { Tally } from "../flows/tally.ts";
import type { TrustList } from "../model/trust.ts";
import type { HeldKey } from "../proofs/held-key.ts";
import { type CredentialInput, readCredential } from "./credential-lines.ts";
import type { Brought } from "./evidence.ts";
import type { Asking } from "./pool.ts";
import { EXAMINING_WORKER, workersFor } from "./workers.ts";

/** What is asked of every file. */
export interface Wish {
  readonly now: Date;
  readonly recipient?: string;
  readonly trust?: readonly TrustList[];
  readonly refresh?: true;
  readonly explain?: true;
}

export interface Input extends CredentialInput {
  /** What stands in it, of one that can be read but once. */
  readonly bytes?: Uint8Array;
  /** Why there is nothing to verify: a folder without credential files, say. */
  readonly fault?: FaultFacts;
}
/** Inputs by their order; they may be more than are held. */
export interface Inputs extends Iterable<Input> {
  readonly length: number;
}

/** What there is to do with files: what it is told, and what comes of a file. */
interface Tasks {
  readonly report: { readonly wish: Wish; readonly outcome: Report };
  readonly tally: { readonly wish: { readonly now: Date; readonly policy: TakePolicy }; readonly outcome: Tally };
}
type Task = keyof Tasks;
export type Outcome<T extends Task = "report"> = Tasks[T]["outcome"] | FaultFacts;

/** What a verdict on one file may rest on beside it. */
type Its = Pick<World, "load" | "keys" | "held" | "memory">;
type Doing<T extends Task> = (file: string, bytes: Uint8Array, its: Its) => Promise<Tasks[T]["outcome"]>;

const TASKS: { readonly [T in Task]: (wish: Tasks[T]["wish"]) => Promise<Doing<T>> } = {
  report: async ({ explain: asked, ...wish }) => {
    const { examineBytes } = await import("../flows/examine.ts");
    const explain = asked === undefined ? {} : { explain: (await import("../flows/explain.ts")).explain };
    return (_, bytes, its) => examineBytes(bytes, { ...wish, ...explain, ...its });
  },
  tally: async ({ now, policy }) => {
    const { tally } = await import("../flows/tally.ts");
    return (file, bytes, its) => tally(bytes, file, { now, ...its }, policy);
  },
};

/** The exit status of an input that cannot be used. */
const UNUSABLE = 3;

/** A file's fault, when it is the file that is at fault. */
export function unusable(error: unknown, file: string): FaultFacts {
  if (error instanceof Fault && exitOf(error.facts.code) === UNUSABLE) return { ...error.facts, file };
  throw error;
}

/** What comes of one file, or why it could not be read; a file that is no credential has a report that says so. */
async function outcomeOf<T extends Task>(input: Input, doing: Doing<T>, its: () => Its): Promise<Outcome<T>> {
  const { file, bytes, fault } = input;
  if (fault !== undefined) return fault;
  try {
    return await doing(file, bytes ?? (await readCredential(input)), its());
  } catch (error) {
    return unusable(error, file);
  }
}

/** What a worker is given. */
export interface Setup<T extends Task = Task> {
  readonly task: T;
  readonly wish: Tasks[T]["wish"];
  readonly keys: readonly HeldKey[];
}
interface Question {
  readonly from: "load" | "held";
  readonly address: string;
}
/** Documents that a worker has already are sent by number, and are the same ones to it. */
type Sent =
  | { readonly ok: false; readonly reason: string }
  | { readonly ok: true; readonly nth: number; readonly value?: Json };

/** Documents that a worker keeps. */
const KEPT = 8;

/** For the main thread: says of each document whether this worker has it. */
function sending(): (got: Got) => Sent {
  const sent = new Map<Json, number>();
  let count = 0;
  return (got) => {
    if (!got.ok) return got;
    const known = sent.get(got.value);
    if (known !== undefined && known >= count - KEPT) return { ok: true, nth: known };
    sent.set(got.value, count);
    for (const [value, nth] of sent) if (nth < count - KEPT) sent.delete(value);
    return { ok: true, nth: count++, value: got.value };
  };
}

/** For a worker: keeps what the other side counts on. */
function receiving(): (sent: Sent) => Got {
  const kept = new Map<number, Json>();
  return (sent) => {
    if (!sent.ok) return sent;
    if (sent.value === undefined) return { ok: true, value: kept.get(sent.nth) ?? null };
    kept.set(sent.nth, sent.value);
    kept.delete(sent.nth - 2 * KEPT);
    return { ok: true, value: sent.value };
  };
}

/** A worker's way from an input to its outcome. */
export async function examiner<T extends Task>({ task, wish, keys }: Setup<T>) {
  const [doing, received] = [await TASKS[task](wish), receiving()];
  const memory: NonNullable<World["memory"]> = new Map();
  return (input: Input, ask: Asking): Promise<Outcome<T>> => {
    const from =
      (name: Question["from"]): Loader =>
      async (address) =>
        received((await ask({ from: name, address } satisfies Question)) as Sent);
    return outcomeOf(input, doing, () => ({ keys, memory, load: from("load"), held: from("held") }));
  };
}

/** Standard input is the main thread's. */
function isAlone(inputs: Inputs): boolean {
  for (const { file, bytes } of inputs) if (file === "-" && bytes === undefined) return true;
  return false;
}

/** What comes of all inputs, in their order. `jobs` are the workers, if anybody said how many. */
export async function* outcomesOf<T extends Task>(
  task: T,
  inputs: Inputs,
  wish: Tasks[T]["wish"],
  brought: Brought,
  jobs: number | undefined,
): AsyncGenerator<Outcome<T>> {
  const workers = workersFor(EXAMINING_WORKER, inputs.length, jobs);
  if (workers < 2 || isAlone(inputs)) {
    const doing = await TASKS[task](wish);
    for (const input of inputs) yield await outcomeOf(input, doing, brought.forFile);
    return;
  }
  const { inWorkers } = await import("./pool.ts");
  const loaders = new Map<number, ReturnType<Brought["forFile"]>>();
  const senders = new Map<number, (got: Got) => Sent>();
  const setup: Setup<T> = { task, wish, keys: brought.keys };
  const outcomes = inWorkers<Input, Outcome<T>>(inputs, {
    module: EXAMINING_WORKER,
    setup,
    jobs: workers,
    answer: async (question, nth, worker) => {
      const { from, address } = question as Question;
      const loader = loaders.get(nth) ?? brought.forFile();
      loaders.set(nth, loader);
      const send = senders.get(worker) ?? sending();
      senders.set(worker, send);
      return send(await loader[from](address));
    },
  });
  let done = 0;
  for await (const outcome of outcomes) {
    loaders.delete(done++);
    yield outcome;
  }
}
