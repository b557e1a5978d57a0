#!/usr/bin/env node
import { existsSync } from "node:fs";

// A checkout makes itself ready at the first call; the package from the registry comes built.
if (!existsSync(new URL("../dist/program/cli.js", import.meta.url))) await import("./ready.js");
const { main } = await import("../dist/program/cli.js");
process.exitCode = await main(process.argv.slice(2));
