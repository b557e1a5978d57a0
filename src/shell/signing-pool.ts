// Signing on several cores: documents that come at one time go to a worker together, and each gets its own answer.
import type { KeyObject } from "node:crypto";
import { Fault, type FaultFacts } from "../core/fault.ts";
import type { JsonObject } from "../core/json.ts";
import { signingKey } from "../dids/signing-key.ts";
import { type Secured, securing } from "../proofs/secure.ts";
import { rowTemplates } from "../rdf/batch.ts";
import { openPool } from "./pool.ts";

/** What a worker signs with. The key is the KeyObject itself: its bytes stand in no message, argument or variable. */
export interface Material {
  readonly proof: string;
  readonly privateKey: KeyObject;
  readonly issuer: string;
  /** RFC 3339 with a zone. */
  readonly created: string;
}

type Signed = Secured | { readonly fault: FaultFacts };

/** Documents that are sent together. */
const MOST = 16;

/** A worker's way from documents to their secured forms. */
export async function signer({ proof, privateKey, ...rest }: Material) {
  const key = signingKey(privateKey);
  const { secure } = securing(proof, key);
  const own = { ...rest, key, canonical: rowTemplates() };
  const signed = (document: JsonObject): Promise<Signed> =>
    secure(document, own).catch((error: unknown) => {
      if (error instanceof Fault) return { fault: error.facts };
      throw error;
    });
  return (documents: readonly JsonObject[]): Promise<readonly Signed[]> => Promise.all(documents.map(signed));
}

export interface SigningPool {
  /** As a Signing has it: throws the fault of a document that cannot be signed. */
  readonly secure: (document: JsonObject) => Promise<Secured>;
  readonly end: () => Promise<void>;
}

interface Waiting {
  readonly document: JsonObject;
  readonly done: (signed: Signed) => void;
  readonly failed: (error: unknown) => void;
}

export function openSigningPool(material: Material, jobs: number): SigningPool {
  const pool = openPool<readonly JsonObject[], readonly Signed[]>({
    module: new URL("./signing-worker.js", import.meta.url),
    setup: material,
    jobs,
    answer: async () => undefined,
  });
  let [waiting, sent]: [Waiting[], number] = [[], 0];
  const send = () => {
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    pool
      .give(
        batch.map(({ document }) => document),
        sent++,
      )
      .then(
        (all) => {
          for (const [nth, signed] of all.entries()) batch[nth]?.done(signed);
        },
        (error: unknown) => {
          for (const { failed } of batch) failed(error);
        },
      );
  };
  const secure = async (document: JsonObject): Promise<Secured> => {
    const signed = await new Promise<Signed>((done, failed) => {
      waiting.push({ document, done, failed });
      if (waiting.length >= MOST) send();
      else if (waiting.length === 1) setImmediate(send);
    });
    if ("fault" in signed) throw new Fault(signed.fault);
    return signed;
  };
  return { secure, end: pool.end };
}
