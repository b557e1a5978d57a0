// Makes a checkout ready to run: installs from the lock file and builds, each only when it is out of date.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const at = (...parts) => join(root, ...parts);

/** Runs a program; its talk goes to stderr so that stdout stays the product of the command that follows. */
function run(program, args) {
  const done = spawnSync(program, args, { cwd: root, stdio: ["ignore", 2, 2], shell: process.platform === "win32" });
  if (done.status !== 0) process.exit(done.status ?? 1);
}

const packagesIn = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : {});

/** True when npm's own record of what it installed is what the lock file wants. */
function isInstalled() {
  const there = packagesIn(at("node_modules", ".package-lock.json"));
  return Object.entries(packagesIn(at("package-lock.json"))).every(
    ([path, { integrity, optional }]) =>
      path === "" || (there[path] === undefined ? optional === true : there[path].integrity === integrity),
  );
}

const newest = (folder) =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((latest, entry) => Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs), 0);

/** Compiles laurel's JSON Schemas, which otherwise takes longer than most runs. */
async function compileSchemas(folder) {
  const load = (name) => import(pathToFileURL(join(folder, "schemas", name)));
  const [{ OWN_SCHEMAS }, { compiledName, moduleOf }] = [await load("own.js"), await load("compile.js")];
  mkdirSync(join(folder, "schemas", "compiled"));
  for (const [reading, schemas] of Object.entries(OWN_SCHEMAS)) {
    for (const schema of schemas) {
      const file = join(folder, "schemas", "compiled", compiledName(schema, reading));
      writeFileSync(file, await moduleOf(schema, reading));
    }
  }
}

/** Builds beside the old build and puts it in its place whole, so that nobody meets half of one. */
async function build() {
  const made = at("dist", "cli.js");
  const wanted = Math.max(newest(at("src")), statSync(at("tsconfig.json")).mtimeMs);
  if (existsSync(made) && statSync(made).mtimeMs >= wanted) return;
  const beside = at(`dist.${process.pid}.part`);
  run(process.execPath, [
    at("node_modules", "typescript", "bin", "tsc"),
    "-p",
    at("tsconfig.json"),
    "--outDir",
    beside,
  ]);
  await compileSchemas(beside);
  rmSync(at("dist"), { recursive: true, force: true });
  renameSync(beside, at("dist"));
}

if (!isInstalled()) run("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
await build();
