// What long work says of itself, by a clock that the test moves.
import { describe, expect, it } from "vitest";
import { progressTo } from "../../src/commands/progress.ts";

function told(watched: boolean, seconds: (done: number) => number, total: number, step = 1): string {
  let [time, text] = [0, ""];
  const progress = progressTo({ watched, clock: () => new Date(time), write: (more) => (text += more) });
  for (let done = step; done <= total; done += step) {
    time = seconds(done) * 1000;
    progress(done, total, "credentials");
  }
  return text;
}

describe("progress", () => {
  it("is one line a minute where nobody watches", () => {
    const text = told(false, (done) => done / 10, 1800);
    expect(text.trimEnd().split("\n")).toEqual([
      "601 of 1800 credentials, 10/s, 2 min left",
      "1201 of 1800 credentials, 10/s, 60 s left",
    ]);
  });

  it("is a bar with rate and time left where a person watches, and ends with its line", () => {
    const pieces = told(true, (done) => done / 2, 8).split("\r\x1b[K");
    expect(pieces[1]).toMatch(/^\[#{6} {18}\] 2 of 8 credentials, \d(\.\d)?\/s, \d s left$/);
    expect(pieces.at(-1)).toMatch(/^\[#{24}\] 8 of 8 credentials, 2\.3\/s\n$/);
  });

  it("says hours where it takes hours", () => {
    expect(told(false, (done) => done * 60, 100)).toContain("2 of 100 credentials, 0.0/s, 49 min left\n");
    expect(told(false, (done) => done * 600, 100)).toContain("3 of 100 credentials, 0.0/s, 10 h 47 min left\n");
  });

  it.each([true, false])("is silent for short work (watched: %s)", (watched) => {
    expect(told(watched, (done) => done / 1000, 100)).toBe("");
  });
});
