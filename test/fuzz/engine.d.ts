export interface Random {
  int(most: number): number;
  pick<T>(list: readonly T[]): T;
}
export interface Target {
  readonly name: string;
  readonly seeds: readonly Uint8Array[];
  /** What is wrong with the answer, if anything; throws what no reader should. */
  readonly read: (bytes: Buffer) => Promise<string | undefined>;
}
export interface Find {
  readonly target: string;
  readonly seed: number;
  readonly why: string;
  readonly input: Buffer;
}
export interface Fuzzing {
  readonly targets: readonly Target[];
  readonly seed: number;
  readonly until: (run: number) => boolean;
  /** Milliseconds that an input may take. */
  readonly slow: number;
  readonly told?: (progress: {
    readonly run: number;
    readonly finds: readonly Find[];
    readonly counts: Readonly<Record<string, number>>;
  }) => void;
}
export function randomOf(seed: number): Random;
export function changed(bytes: Uint8Array, random: Random, others: readonly Uint8Array[]): Buffer;
export function fuzz(
  options: Fuzzing,
): Promise<{ readonly finds: readonly Find[]; readonly counts: Readonly<Record<string, number>> }>;
