// The register on disk: what a killed process leaves of it, and what a damaged one says.
import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { StatusEvent } from "../../src/model/status-register.ts";
import { appendEvents, readRegister, registerFile } from "../../src/shell/status-register.ts";

const LIST: StatusEvent = {
  event: "list",
  list: 1,
  issuer: "did:example:college",
  url: "https://college.example.edu/status/{list}",
  purposes: ["suspension"],
  entries: 131_072,
};
const entry = (credential: string, index: number): StatusEvent => ({ event: "entry", credential, list: 1, index });
const change = (value: number, at: string): StatusEvent => ({
  event: "change",
  credential: "a",
  purpose: "suspension",
  value,
  at,
});

describe("the register's files", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "laurel-register-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const idsIn = async () => [...(await readRegister(folder)).register.slots.keys()];

  it("are read as if the last line was never begun, and go on after it, wherever a write was cut off", async () => {
    const file = registerFile(folder);
    await appendEvents(file, [LIST, entry("a", 1)]);
    const whole = readFileSync(file);
    await appendEvents(file, [entry("b€", 2)]);
    const full = readFileSync(file);
    for (let size = whole.length; size < full.length; size++) {
      writeFileSync(file, full);
      truncateSync(file, size);
      expect(await idsIn()).toEqual(["a"]);
      await appendEvents(file, [entry("c", 3)]);
      expect(await idsIn()).toEqual(["a", "c"]);
      expect(readFileSync(file).subarray(0, whole.length)).toEqual(whole);
    }
  });

  it("are all read, whichever part of a batch wrote them", async () => {
    await appendEvents(registerFile(folder), [LIST, entry("a", 1)]);
    await appendEvents(registerFile(folder, ".2-of-4"), [LIST, entry("b", 2)]);
    writeFileSync(join(folder, "revocation-1.json"), "{}");
    expect(await idsIn()).toEqual(["b", "a"]);
  });

  it("name file and line of what is damaged in their midst", async () => {
    await appendEvents(registerFile(folder), [LIST, entry("a", 1), entry("b", 2)]);
    const text = readFileSync(registerFile(folder), "utf8");
    writeFileSync(registerFile(folder), text.replace('"a"', '"a'));
    await expect(readRegister(folder)).rejects.toMatchObject({
      facts: { code: "STATUS_INVALID", file: registerFile(folder), line: 2 },
    });
  });

  it("are put in the order of their changes, and within a file a clock that was set back changes nothing", async () => {
    const valueNow = async () => (await readRegister(folder)).register.states.get("a")?.get("suspension")?.value;
    await appendEvents(registerFile(folder), [LIST, entry("a", 1), change(1, "2026-07-01T00:00:00Z")]);
    await appendEvents(registerFile(folder), [change(0, "2026-06-01T00:00:00Z")]);
    expect(await valueNow()).toBe(0);
    await appendEvents(registerFile(folder, ".1-of-2"), [change(1, "2026-06-15T00:00:00Z")]);
    expect(await valueNow()).toBe(0);
    await appendEvents(registerFile(folder, ".1-of-2"), [change(1, "2026-08-01T00:00:00Z")]);
    expect(await valueNow()).toBe(1);
  });

  it("take half a chunk of rubbish without a line end for nothing", async () => {
    await appendEvents(registerFile(folder), [LIST, entry("a", 1)]);
    appendFileSync(registerFile(folder), Buffer.alloc(200_000));
    expect(await idsIn()).toEqual(["a"]);
    await appendEvents(registerFile(folder), [entry("b", 2)]);
    expect(await idsIn()).toEqual(["a", "b"]);
  });
});
