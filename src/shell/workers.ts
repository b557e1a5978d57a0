// Where workers begin, and how many of them a piece of work is worth.
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";

/** Modules that workers begin with. */
export const EXAMINING_WORKER = new URL("./examining-worker.js", import.meta.url);
export const SIGNING_WORKER = new URL("./signing-worker.js", import.meta.url);

/** Pieces of work that are worth the start of workers. */
const FEW = 1_000;

/**
 * How many workers to use: `jobs` if anybody said so, else as many as there are cores. Fewer than two is none: the main
 * thread does it. What was not built has no worker.
 */
export function workersFor(module: URL, pieces: number, jobs: number | undefined): number {
  if (!existsSync(module)) return 1;
  return Math.min(jobs ?? (pieces < FEW ? 1 : availableParallelism()), Math.max(pieces, 1));
}
