// Workers: the same work on several cores. Plain data goes in and comes out, and the results stand in the order of the
// inputs, whatever the number of workers.
import { type MessagePort, parentPort, Worker, workerData } from "node:worker_threads";

/** What a worker is told. */
type Order =
  | { readonly kind: "work"; readonly nth: number; readonly input: unknown }
  | { readonly kind: "answer"; readonly id: number; readonly answer: unknown };

/** What it tells. */
type Word =
  | { readonly kind: "done"; readonly nth: number; readonly output: unknown }
  | { readonly kind: "failed"; readonly error: unknown }
  | { readonly kind: "asks"; readonly id: number; readonly nth: number; readonly question: unknown };

export interface PoolOptions {
  /** The module that calls `serve`. */
  readonly module: URL;
  /** What every worker is given at its start. Keys are given as KeyObjects, whose bytes are not copied. */
  readonly setup: unknown;
  readonly jobs: number;
  /** Answers what a worker asks about an input. */
  readonly answer: (question: unknown, nth: number, worker: number) => Promise<unknown>;
}

/** Inputs that each worker has at a time: while one waits for an answer, it goes on with another. */
const IN_HAND = 4;

/** Megabytes for what is soon gone again: half of what Node would take, with which the work goes no slower. */
const YOUNG = 16;

interface Hand {
  readonly worker: Worker;
  readonly waiting: Map<
    number,
    { readonly done: (output: unknown) => void; readonly failed: (error: unknown) => void }
  >;
}

function handOf({ module, setup, answer }: PoolOptions, index: number): Hand {
  const worker = new Worker(module, { workerData: setup, resourceLimits: { maxYoungGenerationSizeMb: YOUNG } });
  const waiting: Hand["waiting"] = new Map();
  const failed = (error: unknown) => {
    for (const one of waiting.values()) one.failed(error);
  };
  const words: { readonly [K in Word["kind"]]: (word: Extract<Word, { kind: K }>) => void } = {
    done: ({ nth, output }) => {
      waiting.get(nth)?.done(output);
      waiting.delete(nth);
    },
    failed: ({ error }) => failed(error),
    asks: ({ id, nth, question }) => {
      answer(question, nth, index).then((found) => {
        worker.postMessage({ kind: "answer", id, answer: found } satisfies Order);
      }, failed);
    },
  };
  worker.on("message", (word: Word) => words[word.kind](word as never));
  worker.on("error", failed);
  worker.on("exit", (status) => failed(new Error(`a worker ended with status ${status}`)));
  return { worker, waiting };
}

export interface Pool<I, O> {
  /** The result of an input, which the least busy worker is given. `nth` tells it from all others. */
  readonly give: (input: I, nth: number) => Promise<O>;
  readonly end: () => Promise<void>;
}

export function openPool<I, O>(options: PoolOptions): Pool<I, O> {
  const hands = Array.from({ length: options.jobs }, (_, index) => handOf(options, index));
  const give = (input: I, nth: number): Promise<O> => {
    const { worker, waiting } = hands.reduce((least, one) => (one.waiting.size < least.waiting.size ? one : least));
    const result = new Promise<O>((done, failed) => {
      waiting.set(nth, { done: (output) => done(output as O), failed });
    });
    // It is awaited in its turn, which may come after it failed.
    result.catch(() => {});
    worker.postMessage({ kind: "work", nth, input } satisfies Order);
    return result;
  };
  const end = async () => {
    await Promise.all(hands.map(({ worker }) => worker.terminate()));
  };
  return { give, end };
}

/** Gives every input to a worker, and the results in order; few of them are held at any time. */
export async function* inWorkers<I, O>(inputs: Iterable<I>, options: PoolOptions): AsyncGenerator<O> {
  const { give, end } = openPool<I, O>(options);
  const results: Promise<O>[] = [];
  let next = 0;
  try {
    for (const input of inputs) {
      if (results.push(give(input, next++)) >= options.jobs * IN_HAND) yield await (results.shift() as Promise<O>);
    }
    for (const result of results) yield await result;
  } finally {
    await end();
  }
}

export type Asking = (question: unknown) => Promise<unknown>;

/** In a worker: does the work that `begin` makes of the setup. `ask` asks the main thread about the input. */
export async function serve<S, I, O>(
  begin: (setup: S) => Promise<(input: I, ask: Asking) => Promise<O>>,
  port: MessagePort | null = parentPort,
): Promise<void> {
  const answers = new Map<number, (answer: unknown) => void>();
  const say = (word: Word) => port?.postMessage(word);
  const askAbout =
    (nth: number): Asking =>
    (question) =>
      new Promise((resolve) => {
        const id = asked++;
        answers.set(id, resolve);
        say({ kind: "asks", id, nth, question });
      });
  let asked = 0;
  const work = begin(workerData as S);
  port?.on("message", (order: Order) => {
    if (order.kind === "answer") {
      answers.get(order.id)?.(order.answer);
      answers.delete(order.id);
      return;
    }
    const { nth, input } = order;
    work
      .then((its) => its(input as I, askAbout(nth)))
      .then((output) => say({ kind: "done", nth, output }))
      .catch((error: unknown) => say({ kind: "failed", error }));
  });
}
