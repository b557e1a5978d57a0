// Files to reports, one after the other or by workers. What is asked of all files is plain data; documents from outside
// are asked for in the main thread, so that each is fetched once.
import type { Report, World } from "../checks/examination.ts";
import { exitOf, Fault, type FaultFacts } from "../core/fault.ts";
import type { Json } from "../core/json.ts";
import type { Got, Loader } from "../dids/resolve.ts";
import type { TrustList } from "../model/trust.ts";
import type { HeldKey } from "../proofs/held-key.ts";
import type { Brought } from "./evidence.ts";
import { readBytes } from "./files.ts";
import { type Asking, inWorkers, workersFor } from "./pool.ts";

/** What is asked of every file. */
export interface Wish {
  readonly now: Date;
  readonly recipient?: string;
  readonly trust?: readonly TrustList[];
  readonly refresh?: true;
  readonly explain?: true;
}

export interface Input {
  readonly file: string;
  /** Why there is nothing to verify: a folder without credential files, say. */
  readonly fault?: FaultFacts;
}

export type Outcome = Report | FaultFacts;

/** The exit status of an input that cannot be used. */
const UNUSABLE = 3;

/** A file's fault, when it is the file that is at fault. */
export function unusable(error: unknown, file: string): FaultFacts {
  if (error instanceof Fault && exitOf(error.facts.code) === UNUSABLE) return { ...error.facts, file };
  throw error;
}

async function worldOf({ explain, ...wish }: Wish): Promise<Omit<World, "load" | "keys">> {
  return explain === undefined ? wish : { ...wish, explain: (await import("../flows/explain.ts")).explain };
}

/** One file's report, or why it could not be read; a file that is no credential has a report that says so. */
async function reportOn(file: string, bytes: Uint8Array | undefined, world: World): Promise<Outcome> {
  const { examineBytes } = await import("../flows/examine.ts");
  try {
    return await examineBytes(bytes ?? (await readBytes(file)), world);
  } catch (error) {
    return unusable(error, file);
  }
}

async function* inTurn(inputs: readonly Input[], wish: Wish, { forFile }: Brought): AsyncGenerator<Outcome> {
  const world = await worldOf(wish);
  for (const { file, fault } of inputs) yield fault ?? (await reportOn(file, undefined, { ...world, ...forFile() }));
}

/** What a worker is given. */
export interface Setup {
  readonly wish: Wish;
  readonly keys: readonly HeldKey[];
}
interface Work extends Input {
  readonly bytes?: Uint8Array;
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
export async function examiner({ wish, keys }: Setup) {
  const [world, received] = [await worldOf(wish), receiving()];
  const memory: NonNullable<World["memory"]> = new Map();
  return async ({ file, bytes, fault }: Work, ask: Asking): Promise<Outcome> => {
    const from =
      (name: Question["from"]): Loader =>
      async (address) =>
        received((await ask({ from: name, address } satisfies Question)) as Sent);
    return fault ?? reportOn(file, bytes, { ...world, keys, memory, load: from("load"), held: from("held") });
  };
}

const WORKER = new URL("./examining-worker.js", import.meta.url);

/** The outcomes of all inputs, in their order. `jobs` are the workers, if anybody said how many. */
export async function* outcomesOf(
  inputs: readonly Input[],
  wish: Wish,
  brought: Brought,
  jobs: number | undefined,
): AsyncGenerator<Outcome> {
  // Standard input is the main thread's.
  const workers = inputs.some(({ file }) => file === "-") ? 1 : workersFor(WORKER, inputs.length, jobs);
  if (workers < 2) {
    yield* inTurn(inputs, wish, brought);
    return;
  }
  const loaders = new Map<number, ReturnType<Brought["forFile"]>>();
  const senders = new Map<number, (got: Got) => Sent>();
  const setup: Setup = { wish, keys: brought.keys };
  const outcomes = inWorkers<Work, Outcome>(inputs, {
    module: WORKER,
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
