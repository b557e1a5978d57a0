import type { Target } from "./engine.js";

/** `load` gives a module of src by its path without the ending. */
export function targetsOf(load: (path: string) => Promise<unknown>): Promise<readonly Target[]>;
