// A college in a fresh folder, for what is measured from file to file: settings, key, catalogue and rosters.
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const CATALOGUE = `- slug: weld-101
  type: Course
  name: Introduction to Structural Welding
  code: WELD-101
  description: Joins structural steel with covered electrodes in the flat and horizontal positions, reads drawings and symbols, and keeps tools and workplace safe.
  criteria: Attend at least ninety of the hundred and eight hours, pass the written test on safety and on symbols, and make two guided-bend coupons without a fault, witnessed by an inspector who is not the teacher.
  tags: [welding, manufacturing, shielded metal arc]
  align: [G.1.1, G.1.2, G.2.1]
  results:
    - { name: Final grade, type: LetterGrade, allowed: [F, D, C, B, A] }
`;

const HEAD = "id,given name,family name,email,achievement,awarded,result.Final grade\n";
const row = (nth) =>
  `${nth},Ada ${nth},Alder,learner.${nth}@student.example.edu,weld-101,2026-05-29,${"ABCD"[nth % 4]}\n`;

/** `run` runs laurel in a folder. */
export function college(run) {
  // A folder whose files were deleted just before is slow to fill again: each run gets one of its own.
  const folder = mkdtempSync(join(tmpdir(), "laurel-bench-"));
  const at = (...parts) => join(folder, ...parts);
  run(folder, "init", "college");
  writeFileSync(at("college", "achievements.yaml"), CATALOGUE);
  let fresh = 0;
  return {
    folder: at("college"),
    at: (...parts) => at("college", ...parts),
    /** A roster of a number of rows, beginning with a learner's number. */
    roster(rows, first = 1) {
      const file = at(`roster-${rows}-${first}.csv`);
      writeFileSync(file, HEAD + Array.from({ length: rows }, (_, nth) => row(first + nth)).join(""));
      return file;
    },
    /** A folder that is not there yet. */
    out: () => at(`out-${fresh++}`),
    /** The first credential in a folder. */
    first: (out) => {
      const name = readdirSync(join(out, "weld-101")).find((file) => file.endsWith(".json"));
      return join(out, "weld-101", name);
    },
    key: () => JSON.parse(readFileSync(at("college", "keys", "issuer.jwk.json"), "utf8")),
  };
}
