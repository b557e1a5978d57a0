// laurel case normalize: a framework put right where that is mechanical.
import { grouped } from "../core/grouping.ts";
import { byCode, count, printable } from "../core/text.ts";
import { CHANGES, type Change, type ChangeCode } from "../frameworks/mending.ts";
import { writeWhole } from "../shell/files.ts";
import { readFrameworkSource } from "../shell/framework-file.ts";
import { EXIT } from "./exit.ts";
import type { Register } from "./register.ts";
import { type Manners, type Voice, voiceOf, withManners } from "./terminal.ts";

const EXAMPLES = `
Writes a package of CASE 1.1 that the standard's own schema takes: nulls and back-links out, lists, dates and times in
their form, other names and wrappers undone, what is required filled in. Texts, codes and addresses stay as they are,
and what the standard has no place for moves into "extensions". What only a person can decide stays, and is told; then
the exit status is 1.

Examples:
  $ laurel case normalize teks-math.json --out clean.json    the changes are listed on stderr
  $ laurel case normalize teks-math.json > clean.json
  $ laurel case normalize teks-math.json --out clean.json --json | jq '.changes[] | select(.code == "SET_ASIDE")'`;

interface Flags extends Manners {
  readonly out?: string;
}

/** Places that the list of changes shows of each kind. */
const PLACES = 2;

function list(changes: readonly Change[], { say }: Voice): void {
  for (const [code, group] of [...grouped(changes, (change) => change.code)].sort(([a], [b]) => byCode(a, b))) {
    const places = group.slice(0, PLACES).map(({ pointer }) => printable(pointer || "/"));
    const more = group.length > PLACES ? ", …" : "";
    say(`  ${group.length} × ${CHANGES[code as ChangeCode]} [${code}]\n      ${places.join(", ")}${more}`);
  }
}

export const normalizeCommand: Register = (program, terminal, finish) => {
  withManners(program.command("normalize <file>"))
    .summary("a clean package of CASE 1.1, and a list of what was changed")
    .description("Repairs what is mechanical in a framework, and lists every change.")
    .option("--out <file>", "file to write; without it, or with -, standard output")
    .addHelpText("after", EXAMPLES)
    .action(async (file: string, flags: Flags) => {
      const voice = voiceOf(flags, terminal);
      const { normalizeFramework } = await import("../flows/normalize.ts");
      const { value } = await readFrameworkSource(file);
      const {
        package: made,
        changes,
        report,
      } = await normalizeFramework(value, { file, now: voice.now, most: PLACES });
      const out = flags.out === "-" ? undefined : flags.out;
      if (out !== undefined) await writeWhole(out, `${JSON.stringify(made, null, 2)}\n`);
      const left = report.findings.filter(({ severity }) => severity === "error");
      if (voice.json) {
        const result = out === undefined ? { package: made } : { out };
        voice.print(JSON.stringify({ file, ...result, changes, left }));
      } else if (out === undefined) voice.print(JSON.stringify(made, null, 2));
      voice.say(`${printable(file)}: ${changes.length === 0 ? "nothing to change" : count(changes.length, "change")}`);
      list(changes, voice);
      for (const { code, message, count: times, places } of left)
        voice.blame({
          code: "FRAMEWORK_INVALID",
          message: `for a person to decide: ${times} × ${message} (${code})`,
          file,
          pointer: places[0]?.pointer,
        });
      finish(left.length > 0 ? EXIT.no : EXIT.done);
    });
};
