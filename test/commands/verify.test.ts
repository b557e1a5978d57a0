// laurel verify, as a script and as a person meet it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Report } from "../../src/checks/examination.ts";
import { CHECKS } from "../../src/core/finding.ts";
import type { JsonObject } from "../../src/core/json.ts";
import { badge, claims, entry, ISSUER, issuerKey, LIST, record, signed, statusList, token } from "../checks/forge.ts";
import { laurel, type Run } from "../road.ts";

let folder: string;
const at = (name: string): string => join(folder, name);
const put = (name: string, body: JsonObject | string | Uint8Array): string => {
  writeFileSync(at(name), typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body));
  return at(name);
};
const verify = (...args: readonly string[]): Promise<Run> =>
  laurel("verify", ...args, "--offline", "--now", "2026-06-01T12:00:00Z");
const linesOf = ({ out }: Run): readonly (Report & { file: string })[] =>
  out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

const VICTIM = "did:web:college.example.edu";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "laurel-verify-"));
  mkdirSync(at("all"));
  mkdirSync(at("none"));
  const honest = await signed(badge());
  put("good.json", honest);
  put("all/a.json", honest);
  put("all/b.jwt", `${await token(claims(badge()))}\n`);
  put("all/notes.txt", "not looked at");
  put("bad.json", { ...honest, name: "Surgery" });
  put("unsure.json", await signed(badge({ credentialStatus: entry() })));
  put("lists.json", { [LIST]: await signed(statusList([])) });
  put("revoked.json", { [LIST]: await signed(statusList([7])) });
  put(
    "record.json",
    await signed(record([honest, { ...honest, id: "urn:uuid:55555555-5555-4555-8555-555555555555" }])),
  );
  const web = badge({ issuer: { id: VICTIM, type: ["Profile"], name: "College" } });
  put("web.json", await signed(web, issuerKey, { verificationMethod: `${VICTIM}#${issuerKey.thumbprint}` }));
  put("key.jwk.json", issuerKey.publicJwk);
  put(
    "spoof.json",
    await signed(badge({ issuer: { id: ISSUER, type: ["Profile"], name: "\u001b[2Jvalid  \u202eevil\u009b31m" } })),
  );
  const liar = {
    id: ISSUER,
    type: ["Profile"],
    name: "\nvalid        other.json\r\u2028invalid",
  };
  const lying = await signed(badge({ issuer: liar, name: "\nvalid        x.json" }));
  put("forged-lines.json", lying);
  put("forged-lines-bad.json", { ...lying, name: "\nvalid        y.json" });
  const page = "https://\u0430pple.example/issuer";
  const lookalike = badge({ issuer: { id: page, type: ["Profile"], name: "Apple" } });
  put("lookalike.json", await signed(lookalike, issuerKey, { verificationMethod: `${page}#${issuerKey.thumbprint}` }));
  put("image.png", Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  put("image.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>');
  put("latin.json", Uint8Array.from([0x7b, 0xe9, 0x7d]));
  put("list.json", "[1,2]");
  put("text.json", "{ broken");
  put("other.json", { hello: "world" });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("exit statuses", () => {
  const ROWS: readonly (readonly [title: string, args: readonly string[], status: number])[] = [
    ["a valid file", ["good.json"], 0],
    ["an invalid file", ["bad.json"], 1],
    ["a file about which nobody can tell", ["unsure.json"], 4],
    ["a file that is not there", ["gone.json"], 3],
    ["a folder without credentials", ["none"], 3],
    ["a folder of valid ones", ["all"], 0],
    ["valid and unsure", ["good.json", "unsure.json"], 4],
    ["valid and missing", ["good.json", "gone.json"], 3],
    ["unsure and missing", ["unsure.json", "gone.json"], 3],
    ["invalid and everything else", ["good.json", "unsure.json", "gone.json", "bad.json"], 1],
    ["no credential but JSON", ["other.json"], 1],
    ["a list", ["list.json"], 1],
    ["broken JSON", ["text.json"], 1],
    ["another encoding", ["latin.json"], 1],
    ["an image without a credential in it", ["image.png"], 1],
    ["a drawing without a credential in it", ["image.svg"], 1],
  ];
  test.each(ROWS)("%s", async (_, files, status) => {
    expect((await verify(...files.map(at))).status).toBe(status);
  });
  test("no file at all, or a nonsense instant, is a wrong command line", async () => {
    expect((await laurel("verify")).status).toBe(2);
    expect((await verify(at("good.json"), "--as-of", "yesterday")).status).toBe(2);
    expect((await verify(at("good.json"), "--format", "xml")).status).toBe(2);
  });
});

describe("--json", () => {
  test("gives a line for each file with every check, in the contract's order", async () => {
    const run = await verify(at("all"), "--json");
    const lines = linesOf(run);
    expect(lines.map(({ file }) => file)).toEqual([at("all/a.json"), at("all/b.jwt")]);
    for (const line of lines) {
      expect(Object.keys(line)).toEqual([
        "file",
        "verdict",
        "type",
        "id",
        "issuer",
        "subject",
        "checks",
        "credentials",
      ]);
      expect(line.verdict).toBe("valid");
      expect(line.issuer).toEqual({ id: ISSUER, name: "Example College" });
      expect(line.subject).toBe("ada@example.org");
      expect([...new Set(line.checks.map(({ id }) => id))]).toEqual([...CHECKS]);
    }
    expect(run.err).toBe("2 files: 2 valid\n");
  });
  test("gives the credentials inside in the same shape", async () => {
    const [line] = linesOf(await verify(at("record.json"), "--format", "json"));
    expect(line?.verdict).toBe("invalid");
    expect(line?.credentials.map(({ verdict, type }) => [verdict, type])).toEqual([
      ["valid", "OpenBadgeCredential"],
      ["invalid", "OpenBadgeCredential"],
    ]);
    expect(line?.credentials[1]?.checks.find(({ id }) => id === "proof.signature")?.code).toBe("SIGNATURE_WRONG");
  });
  test("gives a line for a file that cannot be read too", async () => {
    const run = await verify(at("gone.json"), at("good.json"), "--json");
    const [gone, good] = run.out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as JsonObject);
    expect(gone).toEqual({ file: at("gone.json"), error: { code: "FILE_MISSING", message: "no such file" } });
    expect(good?.["verdict"]).toBe("valid");
  });
  test("holds no character that a terminal would obey", async () => {
    const { out } = await verify(at("spoof.json"), "--json");
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect((JSON.parse(out) as Report).issuer.name).toBe("\u001b[2Jvalid  \u202eevil\u009b31m");
  });
});

describe("problem types", () => {
  test("stand at what failed or cannot be told, and nowhere else", async () => {
    const lines = linesOf(await verify(at("bad.json"), at("unsure.json"), at("good.json"), "--json"));
    const problems = lines.flatMap(({ checks }) =>
      checks.flatMap((check) => ("problem" in check ? [[check.code, check.problem]] : [])),
    );
    expect(problems).toEqual([
      [
        "SIGNATURE_WRONG",
        {
          type: "https://www.w3.org/TR/vc-data-model#CRYPTOGRAPHIC_SECURITY_ERROR",
          title: "The signature does not fit the credential",
        },
      ],
      [
        "STATUS_UNAVAILABLE",
        {
          type: "https://www.w3.org/ns/credentials/status-list#STATUS_RETRIEVAL_ERROR",
          title: "The status list could not be had",
        },
      ],
    ]);
    expect(Object.keys(lines[0]?.checks.find(({ code }) => code === "SIGNATURE_WRONG") ?? {})).toEqual([
      "id",
      "status",
      "code",
      "message",
      "pointer",
      "problem",
    ]);
  });
});

describe("what it is given", () => {
  const verdictOf = async (...args: readonly string[]) => linesOf(await verify(...args, "--json"))[0]?.verdict;
  test("--evidence brings documents by their address", async () => {
    expect(await verdictOf(at("unsure.json"), "--evidence", at("lists.json"))).toBe("valid");
    expect(await verdictOf(at("unsure.json"), "--evidence", at("revoked.json"))).toBe("invalid");
  });
  test("--keys brings the issuer's key", async () => {
    expect(await verdictOf(at("web.json"))).toBe("inconclusive");
    expect(await verdictOf(at("web.json"), "--keys", at("key.jwk.json"))).toBe("valid");
  });
  test("--keys with a DID document brings that", async () => {
    const method = {
      id: `${VICTIM}#${issuerKey.thumbprint}`,
      type: "JsonWebKey",
      controller: VICTIM,
      publicKeyJwk: issuerKey.publicJwk,
    };
    const document = put("did.json", { id: VICTIM, verificationMethod: [method], assertionMethod: [method.id] });
    expect(await verdictOf(at("web.json"), "--keys", document)).toBe("valid");
  });
  test("--keys without a key, and --evidence that is no map, are unusable", async () => {
    expect((await verify(at("good.json"), "--keys", at("other.json"))).status).toBe(3);
    expect((await verify(at("good.json"), "--evidence", at("list.json"))).status).toBe(3);
    expect((await verify(at("good.json"), "--keys", at("gone.json"))).status).toBe(3);
  });
  test("--recipient asks whom it is about", async () => {
    expect(await verdictOf(at("good.json"), "--recipient", "ada@example.org")).toBe("valid");
    expect(await verdictOf(at("good.json"), "--recipient", "eve@example.org")).toBe("invalid");
  });
  test("--as-of asks for another day", async () => {
    expect(await verdictOf(at("good.json"), "--as-of", "2028-01-01T00:00:00Z")).toBe("invalid");
    expect(await verdictOf(at("good.json"), "--as-of", "2026-04-30")).toBe("invalid");
    expect(await verdictOf(at("good.json"), "--as-of", "2026-05-02")).toBe("valid");
  });
});

describe("the report for a person", () => {
  test("says the verdict and the file first, then the claims of a good signature, then what passed", async () => {
    const { out } = await verify(at("good.json"));
    expect(out.split("\n")).toEqual([
      `valid        ${at("good.json")}`,
      "  type    OpenBadgeCredential",
      `  issuer  ${ISSUER}, which says it is "Example College"`,
      "  about   ada@example.org",
      "  passed  parse, shape, context, type, schema, subject, proof.signature, proof.key, validity",
      "",
    ]);
  });
  test("shows nothing of the content when the signature does not hold", async () => {
    const { out } = await verify(at("bad.json"));
    expect(out).toContain(`invalid      ${at("bad.json")}\n  failed  proof.signature:`);
    expect(out).toContain("  to do   Ask the issuer, or the learner, for the file as it was issued.");
    for (const claim of ["Example College", "Surgery", "ada@example.org", ISSUER]) expect(out).not.toContain(claim);
  });
  test("shows the failure of each credential inside, indented", async () => {
    const { out } = await verify(at("record.json"));
    expect(out).toMatch(/\n {2}inside {2}2 credentials: 1 valid, 1 invalid\n/);
    expect(out).toMatch(/\n {4}invalid {6}credential 2\n {6}failed {2}proof\.signature: /);
  });
  test("shows of a large record those inside that are not valid", async () => {
    const numbered = (number: number) => badge({ id: `urn:x:${number}` });
    const members = await Promise.all(Array.from({ length: 21 }, (_, number) => signed(numbered(number))));
    const changed = members.map((one, number) => (number === 6 ? { ...one, name: "Changed" } : one));
    const { out } = await verify(put("large.json", await signed(record(changed))));
    expect(out).toContain("21 credentials: 20 valid, 1 invalid; those that are valid are not shown, --json has all");
    expect(out).toContain("invalid      credential 7");
    expect(out).not.toContain("credential 8");
  });
  test("has one line that begins with a verdict, whatever the names in a credential say", async () => {
    const { out, status } = await verify(at("forged-lines.json"));
    expect(status).toBe(0);
    expect(out.split("\n").filter((line) => /^\S/.test(line))).toEqual([`valid        ${at("forged-lines.json")}`]);
    expect(out).toContain('which says it is "\\u000avalid        other.json\\u000d\\u2028invalid"');
    const tampered = await verify(at("forged-lines-bad.json"), "--explain");
    expect(tampered.out.split("\n").filter((line) => /^\S/.test(line))).toEqual([
      `invalid      ${at("forged-lines-bad.json")}`,
    ]);
  });
  test("shows a look-alike of a host in the letters of DNS", async () => {
    const { out } = await verify(at("lookalike.json"), "--keys", at("key.jwk.json"));
    expect(out).toContain("  issuer  https://xn--pple-43d.example/issuer, which says");
  });
  test("says what to do about everything that failed or cannot be told", async () => {
    for (const name of [
      "bad.json",
      "unsure.json",
      "other.json",
      "list.json",
      "text.json",
      "latin.json",
      "record.json",
    ]) {
      expect((await verify(at(name))).out, name).toMatch(/\n {2}to do {3}\S/);
    }
  });
  test("tells what decides nothing and yet matters, once the signature holds", async () => {
    const { identifier: _, ...nobody } = badge()["credentialSubject"] as JsonObject;
    const bearer = await signed(badge({ credentialSubject: nobody as JsonObject, image: "https://a.example/1.png" }));
    const { out, status } = await verify(put("bearer.json", bearer));
    expect(status).toBe(0);
    expect(out).toMatch(/\n {2}note {4}schema: want an object, got "https:.*\[SCHEMA_DEPARTURE\]\n/);
    expect(out).toMatch(/\n {2}note {4}subject: it does not say whom it is about.*\[SUBJECT_UNNAMED\]\n/);
    expect(out).toContain(
      "  to do   Whoever has this file can show it as theirs; ask the issuer whom it was given to.",
    );
    expect(out).toMatch(
      /\n {2}passed {2}parse, shape, context, type, schema, proof\.signature, proof\.key, validity\n/,
    );
    const changed = await verify(put("changed.json", { ...bearer, name: "Surgery" }));
    expect(changed.out).not.toContain("note ");
  });
  test("cannot be written by a credential", async () => {
    const { out } = await verify(at("spoof.json"));
    expect(out).not.toMatch(/[\u001b\u009b\u202e]/);
    expect(out).toContain('says it is "\\u001b[2Jvalid  \\u202eevil\\u009b31m"');
  });
  test("names files that cannot be read on stderr, and goes on", async () => {
    const run = await verify(at("gone.json"), at("none"), at("good.json"));
    expect(run.out).toMatch(/^valid /);
    expect(run.err).toContain(`laurel: ${at("gone.json")}: no such file [FILE_MISSING]`);
    expect(run.err).toContain(`laurel: ${at("none")}: the folder holds no credential files [FILE_MISSING]`);
    expect(run.err).toContain("3 files: 1 valid, 2 unreadable");
  });
  test("--quiet keeps the summary back, not the faults", async () => {
    const run = await verify(at("gone.json"), at("good.json"), "--quiet");
    expect(run.err).toMatch(/no such file/);
    expect(run.err).not.toMatch(/2 files/);
  });
});
