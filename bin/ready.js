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
  const names = [];
  for (const [reading, schemas] of Object.entries(OWN_SCHEMAS)) {
    for (const schema of schemas) {
      const name = compiledName(schema, reading);
      writeFileSync(join(folder, "schemas", "compiled", `${name}.js`), await moduleOf(schema, reading));
      names.push(name);
    }
  }
  const table = names.map((name) => `  "${name}": () => import("./compiled/${name}.js"),\n`);
  writeFileSync(join(folder, "schemas", "compiled.js"), `export const COMPILED = {\n${table.join("")}};\n`);
}

/** The last that a build makes. */
const MADE = at("dist", "program", "cli.js");

const isMade = () => {
  const files = ["tsconfig.json", "package-lock.json"].map((file) => statSync(at(file)).mtimeMs);
  const wanted = [newest(at("src")), newest(at("bin")), ...files];
  return existsSync(MADE) && statSync(MADE).mtimeMs >= Math.max(...wanted);
};

/** Builds beside the old build and puts it in its place whole, so that nobody meets half of one. */
async function build() {
  const beside = at(`dist.${process.pid}.part`);
  run(process.execPath, [
    at("node_modules", "typescript", "bin", "tsc"),
    "-p",
    at("tsconfig.json"),
    "--outDir",
    beside,
  ]);
  await compileSchemas(beside);
  const { bundle } = await import("./bundle.js");
  await bundle(beside);
  put(beside);
}

/** Another build may be doing the same at this moment: whichever comes first, what it made is as good. */
function put(beside) {
  const old = `${beside}.old`;
  try {
    renameSync(at("dist"), old);
  } catch {}
  try {
    renameSync(beside, at("dist"));
  } catch (error) {
    if (!isMade()) throw error;
  }
  for (const folder of [old, beside]) rmSync(folder, { recursive: true, force: true });
}

if (!isInstalled()) run("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
if (!isMade()) await build();
