// Signing on several cores: what comes at one time goes to a worker together, and each gets its own answer.
import type { KeyObject } from "node:crypto";
import { Fault, type FaultFacts } from "../core/fault.ts";
import type { JsonObject } from "../core/json.ts";
import { signingKey } from "../dids/signing-key.ts";
import { type Secured, securing } from "../proofs/secure.ts";
import { rowTemplates } from "../rdf/batch.ts";
import { openPool } from "./pool.ts";
import { SIGNING_WORKER } from "./workers.ts";

/** What a worker signs with. The key is the KeyObject itself: its bytes stand in no message, argument or variable. */
export interface Material {
  readonly proof: string;
  readonly privateKey: KeyObject;
  readonly issuer: string;
  /** RFC 3339 with a zone. */
  readonly created: string;
}

/** A document to secure, or a text whose proof is to be checked. */
type Task = JsonObject | string;
type Answer = Secured | { readonly holds: boolean | undefined } | { readonly fault: FaultFacts };

/** Tasks that are sent together. */
const MOST = 8;

/** A worker's way from tasks to their answers. */
export async function signer({ proof, privateKey, ...rest }: Material) {
  const key = signingKey(privateKey);
  const { secure, holds } = securing(proof, key);
  const own = { ...rest, key, canonical: rowTemplates() };
  const answered = async (task: Task): Promise<Answer> => {
    try {
      return typeof task === "string" ? { holds: await holds(task, own) } : await secure(task, own);
    } catch (error) {
      if (error instanceof Fault) return { fault: error.facts };
      throw error;
    }
  };
  return (tasks: readonly Task[]): Promise<readonly Answer[]> => Promise.all(tasks.map(answered));
}

/** What a Signing can do, by workers. */
export interface SigningPool {
  /** Throws the fault of a document that cannot be signed. */
  readonly secure: (document: JsonObject) => Promise<Secured>;
  readonly holds: (text: string) => Promise<boolean | undefined>;
  readonly end: () => Promise<void>;
}

interface Waiting {
  readonly task: Task;
  readonly done: (answer: Answer) => void;
  readonly failed: (error: unknown) => void;
}

export function openSigningPool(material: Material, jobs: number): SigningPool {
  const pool = openPool<readonly Task[], readonly Answer[]>({
    module: SIGNING_WORKER,
    setup: material,
    jobs,
    answer: async () => undefined,
  });
  let [waiting, sent]: [Waiting[], number] = [[], 0];
  const send = () => {
    const together = waiting;
    waiting = [];
    if (together.length === 0) return;
    pool
      .give(
        together.map(({ task }) => task),
        sent++,
      )
      .then(
        (answers) => {
          for (const [nth, answer] of answers.entries()) together[nth]?.done(answer);
        },
        (error: unknown) => {
          for (const { failed } of together) failed(error);
        },
      );
  };
  const ask = async (task: Task): Promise<Exclude<Answer, { fault: FaultFacts }>> => {
    const answer = await new Promise<Answer>((done, failed) => {
      waiting.push({ task, done, failed });
      if (waiting.length >= MOST) send();
      else if (waiting.length === 1) setImmediate(send);
    });
    if ("fault" in answer) throw new Fault(answer.fault);
    return answer;
  };
  return {
    secure: async (document) => (await ask(document)) as Secured,
    holds: async (text) => ((await ask(text)) as { readonly holds: boolean | undefined }).holds,
    end: pool.end,
  };
}
