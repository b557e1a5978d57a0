// What issuing takes, by the number of rows: rows a second, and the most memory that the process had. Each run is a
// process of its own in a fresh folder, which is deleted afterwards. `npm run scale`, or with numbers of rows behind `--`.
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
const CATALOGUE = `- slug: weld-101
  type: Course
  name: Introduction to Welding
  description: Shielded metal arc welding in flat and horizontal positions.
  criteria: Pass the practical test and the safety test.
  results:
    - { name: Final grade, type: LetterGrade, allowed: [F, D, C, B, A] }
`;

function writeRoster(file, rows) {
  const roster = openSync(file, "w");
  writeSync(roster, "id,name,email,achievement,awarded,result.Final grade\n");
  for (let n = 0; n < rows; n += 1000) {
    const lines = Array.from({ length: Math.min(1000, rows - n) }, (_, at) => {
      const number = n + at;
      return `S${number},Learner ${number},learner${number}@example.edu,weld-101,2026-05-29,${GRADES[number % 5]}\n`;
    });
    writeSync(roster, lines.join(""));
  }
  closeSync(roster);
}

function measured(rows, status) {
  const folder = mkdtempSync(join(tmpdir(), "laurel-scale-"));
  try {
    writeFileSync(join(folder, "laurel.yaml"), settings(status));
    writeFileSync(join(folder, "achievements.yaml"), CATALOGUE);
    cpSync(key, join(folder, "key.jwk.json"));
    chmodSync(join(folder, "key.jwk.json"), 0o600);
    writeRoster(join(folder, "roster.csv"), rows);
    const began = performance.now();
    const done = spawnSync(process.execPath, ["--import", usage, laurel, "issue", "roster.csv", "--quiet"], {
      cwd: folder,
      encoding: "utf8",
    });
    if (done.status !== 0) throw new Error(done.stderr);
    const seconds = (performance.now() - began) / 1000;
    const { memory } = JSON.parse(done.stderr.trim().split("\n").at(-1));
    return { rows, status, seconds, rate: rows / seconds, memory: memory / 1024 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const sizes = process.argv.slice(2).map(Number);
console.log("     rows  status lists   seconds   rows/s   peak MB");
for (const status of [false, true]) {
  for (const rows of sizes.length > 0 ? sizes : [10_000, 100_000]) {
    const { seconds, rate, memory } = measured(rows, status);
    const cells = [
      String(rows).padStart(9),
      (status ? "with" : "without").padStart(13),
      seconds.toFixed(1).padStart(9),
      rate.toFixed(0).padStart(8),
      memory.toFixed(0).padStart(9),
    ];
    console.log(cells.join(" "));
  }
}
