// Bounds on asking: each thing once in a run, however many want it, and not without end for any one file.
import type { Got, Loader } from "../dids/resolve.ts";

/** An answer and how many characters it took. */
export type Sized = Got & { readonly size: number };

/** Text that is kept for the rest of a run, in characters; of more, the oldest is asked for again. */
const KEPT = 64 * 1024 * 1024;

/** Asks for each thing once, however many want it. */
export function once(ask: (address: string) => Promise<Sized>, kept = KEPT): Loader {
  const asked = new Map<string, Promise<Got>>();
  const sizes = new Map<string, number>();
  let total = 0;
  const answered = (address: string, { size, ...got }: Sized): Got => {
    sizes.set(address, size);
    total += size;
    for (const [oldest, its] of sizes) {
      if (total <= kept || oldest === address) break;
      sizes.delete(oldest);
      asked.delete(oldest);
      total -= its;
    }
    return got;
  };
  return (address) => {
    const known = asked.get(address) ?? ask(address).then((answer) => answered(address, answer));
    asked.set(address, known);
    return known;
  };
}

export interface Bounds {
  /** Addresses that one file may make laurel ask for: more than any honest record names, few enough to bear. */
  readonly addresses: number;
  /** Milliseconds that it may keep laurel waiting. */
  readonly patience: number;
}

const BOUNDS: Bounds = { addresses: 200, patience: 30_000 };

/** A loader for one file. `refused` is told of what was not asked. */
export function bounded(
  load: Loader,
  refused: (address: string, reason: string) => void,
  { addresses, patience }: Bounds = BOUNDS,
): Loader {
  const named = new Set<string>();
  let [busy, since, waited] = [0, 0, 0];
  const refusal = (address: string): string | undefined => {
    if (named.has(address)) return undefined;
    if (named.size >= addresses) return `the file names more than ${addresses} addresses; laurel asks no more of them`;
    return waited < patience ? undefined : "the file's other addresses took too long to answer; laurel asks no more";
  };
  return async (address) => {
    if (!address.startsWith("https://")) return load(address);
    const reason = refusal(address);
    if (reason !== undefined) {
      refused(address, reason);
      return { ok: false, reason };
    }
    named.add(address);
    if (busy++ === 0) since = performance.now();
    try {
      return await load(address);
    } finally {
      if (--busy === 0) waited += performance.now() - since;
    }
  };
}
