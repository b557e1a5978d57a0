// The README's console blocks, run in order in one folder as a reader would.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { shell, stepsIn } from "./console.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const blocks = [...readme.matchAll(/^```console\n([\s\S]*?)^```$/gm)].map(([, block = ""]) => block);

describe("the README", () => {
  it("shows what laurel really prints", () => {
    const session = shell();
    try {
      const steps = stepsIn(blocks.join(""));
      expect(steps.length).toBeGreaterThan(5);
      for (const step of steps) session.run(step);
    } finally {
      session.end();
    }
  });
});
