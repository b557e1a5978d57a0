// What issuing takes by the number of rows, and merging by learners and courses: how many a second, and the most memory
// that the process had. Each run is a process of its own in a fresh folder, which is deleted afterwards. `npm run scale`,
// or with sizes behind `--`: `100000` for rows to issue, `20000x40` for learners with so many courses to merge.
import { spawnSync } from "node:child_process";
import { chmodSync, closeSync, cpSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const laurel = fileURLToPath(new URL("../../bin/laurel.js", import.meta.url));
const usage = new URL("usage.js", import.meta.url).href;
const key = fileURLToPath(new URL("../golden/key.jwk.json", import.meta.url));
const GRADES = "FDCBA";

const settings = (status) => `issuer: { name: Example University, url: "https://www.example.edu" }
key: key.jwk.json
achievements: achievements.yaml
${status ? 'status: { url: "https://registrar.example.edu/status/{list}" }' : ""}
`;
const course = (number) => `- slug: course-${number}
  type: Course
  name: Course ${number} of Structural Welding
  description: Shielded metal arc welding in flat and horizontal positions.
  criteria: Pass the practical test and the safety test.
  results:
    - { name: Final grade, type: LetterGrade, allowed: [F, D, C, B, A] }
`;

const list = (length, one) => Array.from({ length }, (_, at) => one(at)).join("");

/** A roster of learners who took courses, each of them every course. */
function writeRoster(file, learners, courses) {
  const roster = openSync(file, "w");
  writeSync(roster, "id,name,email,achievement,awarded,result.Final grade\n");
  for (let course = 0; course < courses; course += 1) {
    for (let first = 0; first < learners; first += 1000) {
      const lines = list(Math.min(1000, learners - first), (at) => {
        const number = first + at;
        const grade = GRADES[(number + course) % 5];
        return `S${number},Learner ${number},learner${number}@example.edu,course-${course},2026-05-29,${grade}\n`;
      });
      writeSync(roster, lines);
    }
  }
  closeSync(roster);
}

/** A folder to work in, for as long as it takes. */
function withFolder({ learners, courses = 1, status = false }, action) {
  const folder = mkdtempSync(join(tmpdir(), "laurel-scale-"));
  try {
    writeFileSync(join(folder, "laurel.yaml"), settings(status));
    writeFileSync(join(folder, "achievements.yaml"), list(courses, course));
    cpSync(key, join(folder, "key.jwk.json"));
    chmodSync(join(folder, "key.jwk.json"), 0o600);
    writeRoster(join(folder, "roster.csv"), learners, courses);
    return action(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Seconds that a command takes, and megabytes at most. */
function measured(cwd, ...args) {
  const began = performance.now();
  const command = ["--import", usage, laurel, ...args, "--quiet"];
  const done = spawnSync(process.execPath, command, { cwd, encoding: "utf8" });
  if (done.status !== 0) throw new Error(done.stderr);
  const { memory } = JSON.parse(done.stderr.trim().split("\n").at(-1));
  return { seconds: (performance.now() - began) / 1000, memory: memory / 1024 };
}

const issued = (learners, status) =>
  withFolder({ learners, status }, (folder) => measured(folder, "issue", "roster.csv"));

const merged = (learners, courses, jobs) =>
  withFolder({ learners, courses }, (folder) => {
    measured(folder, "issue", "roster.csv");
    return measured(folder, "merge", "credentials", "--per-learner", "--out", "records", "--jobs", String(jobs));
  });

const row = (...cells) => console.log(cells.map((cell) => String(cell).padStart(12)).join(" "));
const figures = (number, { seconds, memory }) => [seconds.toFixed(1), (number / seconds).toFixed(0), memory.toFixed(0)];

const sizes = process.argv.slice(2);
const rows = sizes.filter((size) => !size.includes("x")).map(Number);
const batches = sizes.filter((size) => size.includes("x")).map((size) => size.split("x").map(Number));
const all = sizes.length === 0;

if (all || rows.length > 0) row("rows", "status lists", "seconds", "rows/s", "peak MB");
for (const status of [false, true]) {
  for (const number of all ? [10_000, 100_000] : rows)
    row(number, status ? "with" : "without", ...figures(number, issued(number, status)));
}
if (all || batches.length > 0) row("learners", "courses", "jobs", "seconds", "badges/s", "peak MB");
for (const [learners, courses] of all
  ? [
      [1_000, 10],
      [1_000, 40],
      [4_000, 40],
    ]
  : batches) {
  for (const jobs of [1, 2])
    row(learners, courses, jobs, ...figures(learners * courses, merged(learners, courses, jobs)));
}
