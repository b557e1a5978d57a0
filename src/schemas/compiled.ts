// What the build compiled of laurel's own schemas, by name. It puts a table of all in the place of this one; from the
// sources, each schema is compiled when it is first used.
import type { Validates } from "./compile.ts";

export const COMPILED: Readonly<Record<string, () => Promise<{ readonly default: Validates }>>> = {};
