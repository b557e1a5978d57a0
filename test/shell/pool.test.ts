// Workers: results in order, questions answered by the main thread, and the first failure ends all.
import { describe, expect, test } from "vitest";
import { inWorkers } from "../../src/shell/pool.ts";

const POOL = new URL("../../dist/shell/pool.js", import.meta.url).href;
/** A worker whose work is the body of an async function of `input`, `ask` and `setup`. */
const module = (body: string): URL =>
  new URL(
    `data:text/javascript,${encodeURIComponent(
      `import { serve } from ${JSON.stringify(POOL)}; await serve(async (setup) => async (input, ask) => { ${body} });`,
    )}`,
  );
const nobody = async (): Promise<never> => {
  throw new Error("nobody is asked");
};
const numbers = Array.from({ length: 60 }, (_, nth) => nth);

async function all(
  inputs: readonly number[],
  body: string,
  jobs: number,
  answer: (question: unknown) => Promise<unknown> = nobody,
) {
  const results: unknown[] = [];
  const options = { module: module(body), setup: { factor: 3 }, jobs, answer };
  for await (const result of inWorkers<number, unknown>(inputs, options)) results.push(result);
  return results;
}

describe("workers", () => {
  test.each([1, 2, 5])("%i give results in the order of the inputs", async (jobs) => {
    // The first of every five takes longest.
    const body =
      "await new Promise((done) => setTimeout(done, input % 5 === 0 ? 20 : 1)); return input * setup.factor;";
    expect(await all(numbers, body, jobs)).toEqual(numbers.map((input) => input * 3));
  });
  test("ask the main thread, each question by itself", async () => {
    const answer = async (question: unknown) => {
      await new Promise((done) => setTimeout(done, Number(question) % 3));
      return `${question}!`;
    };
    expect(await all(numbers, "return [await ask(input), await ask(input + 1)];", 3, answer)).toEqual(
      numbers.map((input) => [`${input}!`, `${input + 1}!`]),
    );
  });
  test("have few inputs at a time, however many there are", async () => {
    let [begun, most] = [0, 0];
    const answer = async () => {
      begun += 1;
    };
    const options = { module: module("await ask(0); return input;"), setup: {}, jobs: 2, answer };
    let done = 0;
    for await (const _ of inWorkers<number, number>(numbers, options)) {
      done += 1;
      most = Math.max(most, begun - done);
    }
    expect(done).toBe(60);
    expect(most).toBeLessThan(10);
  });
  test.each([
    ["the work", 'if (input === 30) throw new Error("broken"); return input;', nobody, "broken"],
    ["an answer", "return ask(input);", nobody, "nobody is asked"],
    ["a worker's end", "if (input === 30) process.exit(7); return input;", nobody, "status 7"],
    ["the setup", "return setup.missing.member;", nobody, "undefined"],
  ])("end all together with the failure of %s", async (_, body, answer, said) => {
    await expect(all(numbers, body, 3, answer)).rejects.toThrow(said);
  });
  test("are let go when no more is wanted", async () => {
    const options = { module: module("return input;"), setup: {}, jobs: 2, answer: nobody };
    for await (const result of inWorkers<number, number>(numbers, options)) if (result === 3) break;
    // A worker that lived on would keep this process from its end, and vitest says so.
    expect(process.getActiveResourcesInfo().filter((name) => name === "MessagePort").length).toBeLessThan(2);
  });
});
