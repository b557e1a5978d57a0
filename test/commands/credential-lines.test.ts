// Credentials in a file of lines: each is read as a file of its own, by every command that takes credential files.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type Desk, desk } from "../desk.ts";
import { NOW } from "../road.ts";

const laurelFile = fileURLToPath(new URL("../../bin/laurel.js", import.meta.url));
const { LAUREL_CONFIG: _, ...env } = process.env;
const ROSTER = "id,achievement,awarded\n1,soil-101,2026-05-29\n2,welding,2026-05-29\n3,soil-101,2026-05-29\n";

/** A desk with the batch in `out/batch.ndjson`, and its lines. */
async function batch(proof = "eddsa-rdfc-2022"): Promise<Desk & { readonly file: string; readonly lines: string[] }> {
  const one = desk();
  const file = one.at("out/batch.ndjson");
  await one.run("issue", one.write("roster.csv", ROSTER), "--out", file, "--proof", proof);
  return { ...one, file, lines: one.read("out/batch.ndjson").trimEnd().split("\n") };
}
const reports = (out: string): { file: string; verdict: string; id: string; checks: { code?: string }[] }[] =>
  out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
const credentialOn = (line: string) => JSON.parse(line).credential;

describe("a file of lines", () => {
  it.each(["eddsa-rdfc-2022", "vc-jwt"])("that laurel wrote is verified line by line, with %s", async (proof) => {
    const one = await batch(proof);
    const done = await one.run("verify", one.file, "--json");
    const ids = one.lines.map((line) => JSON.parse(line).id);
    expect(done).toMatchObject({ status: 0, err: "3 files: 3 valid\n" });
    expect(reports(done.out).map(({ file, verdict, id }) => [file, verdict, id])).toEqual(
      ids.map((id, nth) => [`out/batch.ndjson:${nth + 1}`, "valid", id]),
    );
  });

  it("may hold bare credentials and tokens, blank lines, line ends of Windows, a mark at its start and no end", async () => {
    const [one, tokens] = [await batch(), await batch("vc-jwt")];
    const [first = "", second = ""] = one.lines;
    const text = `\ufeff${JSON.stringify(credentialOn(first))}\r\n\r\n  \n${credentialOn(tokens.lines[0] ?? "")}\r\n${second}`;
    const done = await one.run("verify", one.write("mixed.ndjson", text), "--json");
    expect(reports(done.out).map(({ file, verdict }) => [file, verdict])).toEqual([
      ["mixed.ndjson:1", "valid"],
      ["mixed.ndjson:4", "valid"],
      ["mixed.ndjson:5", "valid"],
    ]);
  });

  it("with a torn, a forged and a two-faced line has a finding for each, and goes on", async () => {
    const one = await batch();
    const [first = "", second = "", third = ""] = one.lines;
    const forged = second.replace('"name":"Welding"', '"name":"Surgery"');
    const twofaced = third.replace('"credential":{', '"credential":{"name":"x","name":"y",');
    const text = `${first.slice(0, 300)}\n${forged}\n${twofaced}\n\u0000\u0000\n${third}\n${first.slice(0, -9)}`;
    const done = await one.run("verify", one.write("torn.ndjson", text), "--json");
    expect(done.status).toBe(1);
    expect(reports(done.out).map(({ verdict }) => verdict)).toEqual([
      "invalid",
      "invalid",
      "invalid",
      "invalid",
      "valid",
      "invalid",
    ]);
    expect(reports(done.out)[2]?.checks[0]).toMatchObject({ id: "parse", message: expect.stringContaining("twice") });
  });

  it("has the same reports by several workers", async () => {
    const one = await batch();
    const text = Array.from({ length: 40 }, (_line, nth) => (nth % 7 === 3 ? "{torn" : one.lines[nth % 3])).join("\n");
    const file = one.write("many.ndjson", text);
    const by = (jobs: string) =>
      spawnSync(process.execPath, [laurelFile, "verify", file, "--json", "--offline", "--jobs", jobs], {
        env: { ...env, LAUREL_NOW: NOW },
        encoding: "utf8",
      });
    const { status, stdout, stderr } = by("1");
    expect([status, reports(stdout).length]).toEqual([1, 40]);
    expect(by("3")).toMatchObject({ status, stdout, stderr });
  });

  it("is among the files of a folder; its ledger, registers and logs are not", async () => {
    const one = await batch();
    one.write("out/status/register.ndjson", '{"event":"list","list":1}\n');
    one.write("out/run.ndjson", '{"time":1,"message":"done"}\n');
    const done = await one.run("verify", one.at("out"), "--json");
    expect(reports(done.out).map(({ file }) => file)).toEqual([1, 2, 3].map((number) => `out/batch.ndjson:${number}`));
    const ledger = await one.run("verify", one.at("out/batch.ledger.ndjson"));
    expect(ledger).toMatchObject({ status: 3, err: expect.stringMatching(/got a ledger.*laurel ledger verify/s) });
  });

  it("that is empty or missing is refused", async () => {
    const one = desk();
    expect((await one.run("verify", one.write("empty.ndjson", "\n"))).status).toBe(1);
    expect(await one.run("verify", one.at("none.ndjson"))).toMatchObject({
      status: 3,
      err: expect.stringContaining("none.ndjson: no such file"),
    });
  });

  it("is merged, converted, shown and matched as files are", async () => {
    const one = await batch();
    const merged = await one.run("merge", one.file, "--per-learner", "--out", one.at("records"));
    expect(merged).toMatchObject({ status: 0, out: expect.stringContaining("3 records from 3 credentials") });
    const record = one.read("records/2.json");
    expect(JSON.parse(record).credentialSubject.verifiableCredential).toEqual([credentialOn(one.lines[1] ?? "")]);
    expect((await one.run("convert", one.file, "--to", "ler-rs", "--out", one.at("hiring/"))).status).toBe(0);
    expect([1, 2, 3].map((number) => one.has(`hiring/batch-${number}.ler-rs.json`))).toEqual([true, true, true]);
    const shown = await one.run("show", one.file);
    expect(shown.out).toMatch(/batch\.ndjson:1.*Introduction to Soil.*batch\.ndjson:2.*Welding/s);
    const job = one.write("job.yaml", "title: Welder\ncompetencies: [{ type: Certificate }]\n");
    const matched = await one.run("match", one.file, job, "--one-person", "--json");
    expect(reports(matched.out)[0]).toMatchObject({ answer: "yes" });
  });

  it("names the credentials to revoke, and gives a lost register back", async () => {
    const one = await batch();
    const settings = readFileSync(one.at("laurel.yaml"), "utf8");
    one.write("laurel.yaml", `${settings}status: { url: "https://registrar.example.edu/status/{list}" }\n`);
    await one.run("issue", one.at("roster.csv"), "--out", one.file, "--force");
    const last = one.write("last.ndjson", one.read("out/batch.ndjson").split("\n").slice(3).join("\n"));
    const register = one.read("status/register.ndjson");
    one.write("status/register.ndjson", "");
    expect((await one.run("status", "rebuild", last)).out).toContain("3 entries");
    one.write("status/register.ndjson", register);
    expect((await one.run("status", "revoke", last)).out).toContain("3 revoked");
  });
});
