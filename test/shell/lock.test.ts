// Locks between real processes, which are killed without a warning.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Fault } from "../../src/core/fault.ts";
import { withLock } from "../../src/shell/lock.ts";

const module = new URL("../../dist/shell/lock.js", import.meta.url).href;

describe("a lock", () => {
  let folder: string;
  let path: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "laurel-lock-"));
  });
  beforeEach(() => {
    path = join(folder, `${Math.random()}`, "lock");
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const script = (body: string): ChildProcess =>
    spawn(
      process.execPath,
      ["--input-type=module", "-e", `import { withLock } from ${JSON.stringify(module)};\n${body}`],
      {
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
  /** A process that holds the lock. */
  const holder = async (): Promise<ChildProcess> => {
    const child = script(
      `await withLock(${JSON.stringify(path)}, "x", () => { console.log("held"); return new Promise(r => setTimeout(r, 60000)); });`,
    );
    await once(child.stdout as NodeJS.EventEmitter, "data");
    return child;
  };
  const killed = async (child: ChildProcess) => {
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  const refusal = async (): Promise<Fault> => {
    const error = await withLock(path, "issue", async () => "done").catch((thrown: unknown) => thrown);
    if (error instanceof Fault) return error;
    throw new Error(`want a fault, got ${error}`);
  };

  it("keeps a second process out while its holder lives, names it, and lets it in when the holder was killed", async () => {
    const child = await holder();
    const { facts } = await refusal();
    expect(facts).toMatchObject({ code: "LOCKED", file: path });
    expect(facts.message).toContain(`issue: another laurel is at work here, process ${child.pid}, since 2`);
    await killed(child);
    expect(await withLock(path, "issue", async () => "done")).toBe("done");
    expect(readdirSync(join(path, ".."))).toEqual([]);
  });

  it("is given back after a failure", async () => {
    await expect(withLock(path, "x", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(existsSync(path)).toBe(false);
  });

  it("waits for the end of another's work when it is told to", async () => {
    const order: string[] = [];
    let first: Promise<void> = Promise.resolve();
    await new Promise<void>((held) => {
      first = withLock(path, "x", async () => {
        held();
        await new Promise((resolve) => setTimeout(resolve, 200));
        order.push("first");
      });
    });
    await withLock(path, "x", async () => void order.push("second"), 10_000);
    await first;
    expect(order).toEqual(["first", "second"]);
  });

  it("is not held by a process that has the number of a dead one", async () => {
    await killed(await holder());
    const there = JSON.parse(readFileSync(path, "utf8"));
    // This process lives, but it began at another time than the holder.
    writeFileSync(path, JSON.stringify({ ...there, pid: process.pid }));
    if (there.start !== undefined) expect(await withLock(path, "x", async () => "done")).toBe("done");
    writeFileSync(path, JSON.stringify({ ...there, pid: process.pid, start: undefined }));
    expect((await refusal()).facts.code).toBe("LOCKED");
  });

  it("of another machine or container is held until that has shown no sign of life for some minutes", async () => {
    await killed(await holder());
    const there = JSON.parse(readFileSync(path, "utf8"));
    if (there.space !== undefined) {
      writeFileSync(path, JSON.stringify({ ...there, space: "pid:[0]" }));
      expect((await refusal()).facts.code).toBe("LOCKED");
    }
    writeFileSync(path, JSON.stringify({ ...there, host: `not-${hostname()}` }));
    expect((await refusal()).facts.message).toContain(`on the machine "not-${hostname()}"`);
    const before = new Date(Date.now() - 10 * 60_000);
    utimesSync(path, before, before);
    expect(await withLock(path, "x", async () => "done")).toBe("done");
  });

  it("is never taken from a file that is no lock", async () => {
    await withLock(path, "x", async () => {});
    writeFileSync(path, "my notes");
    expect((await refusal()).facts.message).toBe("want a lock of laurel, got another file");
    expect(readFileSync(path, "utf8")).toBe("my notes");
  });

  it("lets one in at a time of many that find a dead holder at once, some of which are killed themselves", async () => {
    await killed(await holder());
    const [counter, log] = [join(path, "..", "counter"), join(path, "..", "log")];
    writeFileSync(counter, "0");
    const body = `
      import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
      for (let turn = 0; turn < 10; turn++) await withLock(${JSON.stringify(path)}, "x", async () => {
        const [file, log] = ${JSON.stringify([counter, log])};
        const before = Number(readFileSync(file, "utf8"));
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 4));
        if (Math.random() < 0.05) process.kill(process.pid, "SIGKILL");
        appendFileSync(log, "+");
        writeFileSync(file, String(before + 1));
      }, 30000);`;
    const children = Array.from({ length: 6 }, () => script(body));
    await Promise.all(children.map((child) => once(child, "exit")));
    const done = readFileSync(log, "utf8").length;
    expect(done).toBeGreaterThan(5);
    expect(Number(readFileSync(counter, "utf8"))).toBe(done);
    await withLock(path, "x", async () => {});
    expect(existsSync(path)).toBe(false);
  }, 60_000);

  it("takes laurel's own folder away with it, when nothing else is in there", async () => {
    const own = join(path, "..", ".laurel");
    const within = join(own, "issue.lock");
    await withLock(within, "x", async () => {});
    expect(existsSync(own)).toBe(false);
    await withLock(within, "x", async () => writeFileSync(join(own, "journal.ndjson"), "{}\n"));
    expect(readdirSync(own)).toEqual(["journal.ndjson"]);
    await withLock(path, "x", async () => {});
    expect(existsSync(join(path, ".."))).toBe(true);
  });

  it("lets one in at a time of many while its folder comes and goes", async () => {
    const beside = join(path, "..");
    const within = join(beside, ".laurel", "issue.lock");
    await withLock(path, "x", async () => {});
    const body = `
      import { mkdirSync, rmdirSync } from "node:fs";
      let taken = 0;
      while (taken < 150) {
        try {
          await withLock(${JSON.stringify(within)}, "x", async () => {
            // A folder is made by one alone.
            mkdirSync(${JSON.stringify(join(beside, "alone"))});
            taken += 1;
            rmdirSync(${JSON.stringify(join(beside, "alone"))});
          });
        } catch (error) {
          if (error.facts?.code !== "LOCKED") throw error;
        }
      }`;
    const children = Array.from({ length: 4 }, () => script(body));
    const ends = await Promise.all(children.map((child) => once(child, "exit")));
    expect(ends.map(([status]) => status)).toEqual([0, 0, 0, 0]);
    expect(readdirSync(beside)).toEqual([]);
  }, 60_000);
});
