// The command line as a user types it: every file of test/scripts is a session with its output.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { shell, stepsIn, unpack } from "./console.ts";

const folder = new URL("scripts/", import.meta.url);

describe("the command line", () => {
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".txt"))) {
    it(file.replace(/\.txt$/, "").replaceAll("-", " "), () => {
      const session = shell();
      try {
        const steps = stepsIn(unpack(readFileSync(new URL(file, folder), "utf8"), session.folder));
        expect(steps.length).toBeGreaterThan(0);
        for (const step of steps) session.run(step);
      } finally {
        session.end();
      }
    });
  }
});
