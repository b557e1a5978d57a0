// Runs what documents show: `$ command` lines and the output under them, in a real shell, in a fresh folder.
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";

const laurel = fileURLToPath(new URL("../bin/laurel.js", import.meta.url));

export interface Step {
  readonly command: string;
  /** Lines of output; `…` alone stands for any lines, within a line for any text. */
  readonly output: readonly string[];
  readonly status: number;
}

/** The steps of a text: `$ ` begins a command, a trailing `\` continues it, `[exit 1]` ends its output. */
export function stepsIn(text: string): readonly Step[] {
  const steps: { command: string; output: string[]; status: number }[] = [];
  let continued = false;
  for (const line of text.split("\n")) {
    const last = steps.at(-1);
    const exit = /^\[exit (\d+)\]$/.exec(line)?.[1];
    if (continued && last !== undefined) last.command += `\n${line}`;
    else if (line.startsWith("$ ")) steps.push({ command: line.slice(2), output: [], status: 0 });
    else if (exit !== undefined && last !== undefined) last.status = Number(exit);
    else last?.output.push(line);
    continued = (continued || line.startsWith("$ ")) && line.endsWith("\\");
  }
  for (const { output } of steps) while (output.at(-1)?.trim() === "") output.pop();
  return steps;
}

/** A folder with `laurel` on its path; `end` takes it away. */
export function shell(): { readonly folder: string; readonly run: (step: Step) => void; readonly end: () => void } {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "laurel-test-")));
  const [folder, bin] = [join(root, "work"), join(root, "bin")];
  for (const path of [folder, bin]) mkdirSync(path);
  writeFileSync(join(bin, "laurel"), `#!/bin/sh\nexec "${process.execPath}" "${laurel}" "$@"\n`);
  chmodSync(join(bin, "laurel"), 0o755);
  const { LAUREL_CONFIG: _, ...inherited } = process.env;
  const env = { ...inherited, PATH: `${bin}:${process.env["PATH"]}`, NO_COLOR: "1" };
  let here = folder;
  const run = ({ command, output, status }: Step) => {
    const change = /^cd (\S+)$/.exec(command)?.[1];
    if (change !== undefined) {
      here = join(here, change);
      return;
    }
    const done = spawnSync("bash", ["-c", `exec 2>&1\n${command}`], {
      cwd: here,
      env,
      encoding: "utf8",
      timeout: 60_000,
    });
    const lines = done.stdout
      .trimEnd()
      .split("\n")
      .map((line) => line.trimEnd());
    const unlike = difference(done.stdout.trim() === "" ? [] : lines, output);
    expect(unlike, `$ ${command}\n${done.stdout}`).toBeUndefined();
    expect(done.status, `$ ${command}\n${done.stdout}`).toBe(status);
  };
  return { folder, run, end: () => rmSync(root, { recursive: true, force: true }) };
}

const like = (line: string, pattern: string): boolean => {
  const parts = pattern.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "u").test(line);
};

/** The first expected line that the output has not, or the first line of output that nobody expected. */
function difference(lines: readonly string[], patterns: readonly string[]): string | undefined {
  const [pattern, ...rest] = patterns;
  if (pattern === undefined) return lines.length === 0 ? undefined : `not expected: ${lines[0]}`;
  if (pattern.trim() === "…") {
    const tails = [...lines.keys(), lines.length].map((at) => difference(lines.slice(at), rest));
    return tails.includes(undefined) ? undefined : tails.at(-1);
  }
  const [line, ...more] = lines;
  return line !== undefined && like(line, pattern.trimEnd()) ? difference(more, rest) : `expected: ${pattern}`;
}

/** Writes the files that a script carries: `-- name --` begins each, `--` alone ends the last. */
export function unpack(text: string, folder: string): string {
  const kept: string[] = [];
  let name: string | undefined;
  let body: string[] = [];
  const flush = () => {
    if (name === undefined) return;
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), body.map((line) => `${line}\n`).join(""));
    body = [];
  };
  for (const line of text.split("\n")) {
    const next = /^-- (\S+) --$/.exec(line)?.[1];
    if (next !== undefined || line === "--") {
      flush();
      name = next;
    } else if (name === undefined) kept.push(line);
    else body.push(line);
  }
  flush();
  return kept.filter((line) => !line.startsWith("# ")).join("\n");
}
