// The whole road on the files of fixtures/: roster and framework in, signed badges, records and LER-RS out.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const laurel = join(root, "bin", "laurel.js");
const folder = mkdtempSync(join(tmpdir(), "laurel-demo-"));
cpSync(join(root, "fixtures"), folder, { recursive: true });

/** Runs a command as a registrar would type it in the folder; its talk is shown when it fails. */
function run(...args) {
  console.log(`$ laurel ${args.join(" ")}`);
  const done = spawnSync(process.execPath, [laurel, ...args], { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 });
  if (done.status === 0) return done.stdout.trim();
  console.error(done.stdout + done.stderr);
  console.error(`The demo stopped: laurel ${args[0]} ended with exit status ${done.status}.`);
  process.exit(1);
}

const lines = (output) => output.split("\n").map((line) => JSON.parse(line));
const files = (name) => readdirSync(join(folder, name), { recursive: true }).filter((file) => file.endsWith(".json"));

console.log(`\nA registrar's folder: ${folder}\n`);
run("key", "new");
console.log(run("case", "info", "welding.case.json").split("\n", 1)[0]);
console.log(run("issue", "roster.csv", "--offline"));
const badges = lines(run("verify", "credentials", "--offline", "--json"));
console.log(`${badges.filter(({ verdict }) => verdict === "valid").length} of ${badges.length} valid`);
console.log(run("merge", "credentials", "--per-learner", "--out", "records", "--offline"));
const records = lines(run("verify", "records", "--offline", "--json"));
console.log(`${records.filter(({ verdict }) => verdict === "valid").length} of ${records.length} valid`);
const converted = lines(run("convert", "records", "--to", "ler-rs", "--out", "ler-rs", "--offline", "--json"));
console.log(`${converted.length} converted`);

const kinds = readdirSync(join(folder, "credentials"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
console.log(`
Made in ${folder}:
  credentials/  ${files("credentials").length} signed Open Badges for ${kinds.length} achievements
  records/      ${files("records").length} signed CLR records, one for each learner
  ler-rs/       ${files("ler-rs").length} LER-RS records with the signed originals inside

Try next:
  cd ${folder}
  node ${relative(folder, laurel).startsWith("..") ? laurel : relative(folder, laurel)} verify records/0012.json`);
