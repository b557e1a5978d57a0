// A checkout that makes itself ready: at the first call, whoever else calls at that moment, and after a call cut short.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { VERSION } from "../src/version.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const checkout = mkdtempSync(join(tmpdir(), "laurel-checkout-"));
for (const path of ["bin", "src", "package.json", "package-lock.json", "tsconfig.json"])
  cpSync(join(root, path), join(checkout, path), { recursive: true });
symlinkSync(join(root, "node_modules"), join(checkout, "node_modules"), "dir");
afterAll(() => rmSync(checkout, { recursive: true, force: true }));

const here = (): readonly string[] => readdirSync(checkout);
const call = () =>
  spawn(process.execPath, [join(checkout, "bin/laurel.js"), "--version"], { stdio: ["ignore", "pipe", "ignore"] });

test("a build that is cut short is begun anew, by all who call at once, and each of them runs", {
  timeout: 180_000,
}, async () => {
  const cut = call();
  while (!here().some((name) => /^dist\.\d+\.part$/.test(name))) await new Promise((resolve) => setTimeout(resolve, 5));
  cut.kill("SIGKILL");
  await once(cut, "close");
  expect(here()).not.toContain("dist");
  const said = await Promise.all([call(), call()].map(({ stdout }) => text(stdout)));
  expect(said).toEqual([`${VERSION}\n`, `${VERSION}\n`]);
  expect(here().filter((name) => name.startsWith("dist") && !name.includes(`.${cut.pid}.`))).toEqual(["dist"]);
});
