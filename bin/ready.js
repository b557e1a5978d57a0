// Makes a checkout ready to run: installs from the lock file and builds, each only when it is out of date.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const at = (...parts) => join(root, ...parts);
const stamp = at("node_modules", ".laurel-lock");
const compiler = at("node_modules", "typescript", "bin", "tsc");

const lock = () =>
  createHash("sha256")
    .update(readFileSync(at("package-lock.json")))
    .digest("hex");

/** Runs a program; its talk goes to stderr so that stdout stays the product of the command that follows. */
function run(program, args) {
  const done = spawnSync(program, args, { cwd: root, stdio: ["ignore", 2, 2], shell: process.platform === "win32" });
  if (done.status !== 0) process.exit(done.status ?? 1);
}

const newest = (folder) =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((latest, entry) => Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs), 0);

function install() {
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock()) return;
  run("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
  writeFileSync(stamp, lock());
}

function build() {
  const made = at("dist", "cli.js");
  const wanted = Math.max(newest(at("src")), statSync(at("tsconfig.json")).mtimeMs);
  if (existsSync(made) && statSync(made).mtimeMs >= wanted) return;
  rmSync(at("dist"), { recursive: true, force: true });
  run(process.execPath, [compiler, "-p", at("tsconfig.json")]);
}

// `npm install` runs this as its prepare script with --build; the packages are then in place.
if (process.argv.includes("--build")) {
  if (!existsSync(compiler)) process.exit(0);
  if (existsSync(at("package-lock.json"))) writeFileSync(stamp, lock());
} else install();
build();
