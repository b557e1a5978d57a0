// The program in a few files: to find, read and compile a file for each module takes Node longer than most of what
// laurel does. The modules stay beside it as they are, for tests and benchmarks.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { rolldown } from "rolldown";

/** Where the program and the library begin, and each worker, which `new URL` finds beside it by this name. */
const ENTRIES = {
  cli: "cli.js",
  index: "index.js",
  "examining-worker": "shell/examining-worker.js",
  "signing-worker": "shell/signing-worker.js",
};

/** Files, and the modules that each begins with. What these import goes along, unless an earlier file has it. */
const FILES = [
  ["program", /^cli\.js$/],
  [
    "common",
    /^(core\/.*|commands\/(terminal|flags)|readers\/json|schemas\/validate|shell\/(files|cache|credential-file|workers))\.js$/,
  ],
  ["frameworks", /^(frameworks\/.*|shell\/framework-file)\.js$/],
  ["verifying", /^(commands\/verify-files|flows\/examine)\.js$/],
  ["settings", /^(readers\/yaml|shell\/(key-file|settings))\.js$/],
  [
    "issuing",
    /^(commands\/issue-flags|flows\/offering|readers\/table|shell\/(catalogue|issuing|signing|status-desk))\.js$/,
  ],
];

/** Large packages that hardly a run needs. */
const OUTSIDE = /^(ajv|jsonld)(\/|$)/;

/** The licences of the packages whose code went in, which ask to go along. */
function licences(moduleIds) {
  const folders = moduleIds.flatMap((id) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id) ?? []);
  return [...new Set(folders)].sort().map((folder) => {
    const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
    return `${name} ${version}\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
  });
}

/** Puts the modules in a folder together, in `program` below it. */
export async function bundle(folder) {
  const made = await rolldown({
    cwd: folder,
    input: Object.fromEntries(Object.entries(ENTRIES).map(([name, file]) => [name, join(folder, file)])),
    platform: "node",
    external: OUTSIDE,
    checks: { ineffectiveDynamicImport: false },
  });
  const nameOf = (id) => relative(folder, id).split(sep).join("/");
  const { output } = await made.write({
    dir: join(folder, "program"),
    chunkFileNames: "[name].js",
    codeSplitting: {
      groups: FILES.map(([name, modules], nth) => ({
        name,
        test: (id) => modules.test(nameOf(id)),
        priority: FILES.length - nth,
      })),
    },
  });
  await made.close();
  const texts = licences(output.flatMap(({ moduleIds = [] }) => moduleIds));
  writeFileSync(join(folder, "program", "LICENSES"), texts.join(`\n${"-".repeat(80)}\n\n`));
}
