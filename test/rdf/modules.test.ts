// What a process loads: the jsonld package is slow to come and slow to work, and is there for what nothing else reads.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { badge, record, signed } from "../checks/forge.ts";
import { desk } from "../desk.ts";

const laurel = fileURLToPath(new URL("../../bin/laurel.js", import.meta.url));
/** Tells at the end which CommonJS packages were loaded; jsonld is one. */
const TELL = `data:text/javascript,import m from "node:module"; process.on("exit", () => process.stderr.write(Object.keys(m._cache).join("\\n")));`;

const { LAUREL_CONFIG: _, NODE_OPTIONS: __, ...env } = process.env;

function run(folder: string, ...args: readonly string[]) {
  const done = spawnSync(process.execPath, ["--import", TELL, laurel, ...args], { cwd: folder, env, encoding: "utf8" });
  const packages = [...done.stderr.matchAll(/node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/g)].map(([, name]) => name);
  return { ...done, packages: new Set(packages) };
}

async function verify(document: JsonObject) {
  const one = desk();
  one.write("credential.json", JSON.stringify(document));
  return run(one.folder, "verify", "--offline", "--now", "2026-06-01T12:00:00Z", "credential.json");
}

describe("the jsonld package", () => {
  test("is not loaded to verify a badge", async () => {
    const { status, packages } = await verify(await signed(badge()));
    expect(status).toBe(0);
    expect(packages).not.toContain("jsonld");
  });
  test("is not loaded to verify a record with all its members", async () => {
    const member = await signed(
      badge({ credentialSubject: { ...(badge()["credentialSubject"] as JsonObject), id: "did:example:ada" } }),
    );
    const { status, packages } = await verify(await signed(record([member])));
    expect(status).toBe(0);
    expect(packages).not.toContain("jsonld");
  });
  test("is not loaded to refuse a term that no context defines", async () => {
    const { status, packages } = await verify({ ...(await signed(badge())), nonsense: 1 });
    expect(status).toBe(1);
    expect(packages).not.toContain("jsonld");
  });
  test("is not loaded to issue", () => {
    const one = desk();
    one.write("roster.csv", "id,achievement,awarded\n1,soil-101,2026-05-29\n");
    const { status, stdout, packages } = run(one.folder, "issue", "roster.csv");
    expect(stdout).toContain("1 issued");
    expect(status).toBe(0);
    expect(packages).not.toContain("jsonld");
  });
  test("is loaded for what the short way leaves to it", async () => {
    const evidence = ["a<b", "a>b"].map((name) => ({ id: `https://college.example/${name}`, type: ["Evidence"] }));
    const { packages } = await verify({ ...(await signed(badge())), evidence });
    expect(packages).toContain("jsonld");
  });
});
