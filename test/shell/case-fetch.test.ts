// Frameworks from a CASE server on this machine, over https: every kind of address, credentials, pages, a busy server.
// Nothing here leaves the machine.
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { Fault, type FaultFacts } from "../../src/core/fault.ts";
import type { JsonObject } from "../../src/core/json.ts";
import { openCache } from "../../src/shell/cache.ts";
import { fetchFramework } from "../../src/shell/case-fetch.ts";
import { type CaseWorld, caseServer } from "../../src/shell/case-server.ts";
import { openNetwork } from "../../src/shell/network.ts";
import { idOf, item, packageOf } from "../frameworks/fixture.ts";
import { certificate, giving, json, moved, overHttps, type Server, serve } from "./server.ts";

const DOC = idOf("document");
const ITEM = idOf("B.1");
const V = "/ims/case/v1p1";
const WHOLE = packageOf([item("B.1"), item("B.2")], [], {
  licenseURI: { title: "CC BY", identifier: DOC, uri: "https://x.example" },
});
const SECRET = "s3cret/with+odd chars";

overHttps("a CASE server", () => {
  let server: Server;
  let waits: number[];
  let now: Date;
  const folder = mkdtempSync(join(tmpdir(), "laurel-fetch-"));

  beforeAll(async () => {
    server = await serve();
  });
  beforeEach(() => {
    server.hits.length = 0;
    for (const path of Object.keys(server.routes)) delete server.routes[path];
    waits = [];
    now = new Date("2026-06-01T12:00:00Z");
  });
  afterEach(() => rmSync(join(folder, "cache"), { recursive: true, force: true }));
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await server.end();
  });

  const world = (more: Partial<CaseWorld> = {}): CaseWorld => ({
    ask: openNetwork({ allowLocal: true, ca: certificate.cert, timeLimit: 2_000 }),
    clock: () => now,
    env: {},
    offline: false,
    sleep: async (wait) => waits.push(wait),
    ...more,
  });
  const fetched = (path: string, more: Partial<CaseWorld> = {}) =>
    fetchFramework(new URL(server.at(path)), caseServer(world(more)));
  const faultOf = (path: string, more: Partial<CaseWorld> = {}): Promise<FaultFacts> =>
    fetched(path, more).then(
      () => Promise.reject(new Error("it was fetched")),
      (error: unknown) => (error instanceof Fault ? error.facts : Promise.reject(error)),
    );
  const link = (path: string, identifier: string): JsonObject => ({ title: "t", identifier, uri: server.at(path) });
  const cached = () => ({ cache: openCache(join(folder, "cache"), () => now) });

  test.each([
    `${V}/CFPackages/${DOC}`,
    `${V}/CFDocuments/${DOC}`,
    `/uri/${DOC}`,
    `/uri/p${DOC}.json`,
    `/${DOC}/${ITEM}`,
  ])("gives the framework for %s", async (path) => {
    server.routes[`${V}/CFPackages/${DOC}`] = json(WHOLE);
    const answer = await fetched(path);
    expect(answer).toMatchObject({ kind: "package", address: server.at(`${V}/CFPackages/${DOC}`) });
    expect(answer.kind === "package" && answer.framework.items.length).toBe(2);
  });

  test("gives the framework for a page of its tree, and for a file that just stands there", async () => {
    server.routes["/cfpackage/doc/12.json"] = json({ CFPackage: WHOLE });
    server.routes["/files/nursing.json"] = json(WHOLE);
    expect([(await fetched("/cftree/doc/12")).kind, (await fetched("/files/nursing.json")).kind]).toEqual([
      "package",
      "package",
    ]);
  });

  test("is followed from a document to a package that has an identifier of its own", async () => {
    server.routes[`${V}/CFDocuments/${DOC}`] = json({
      ...(WHOLE["CFDocument"] as JsonObject),
      CFPackageURI: link("/elsewhere/package", ITEM),
    });
    server.routes["/elsewhere/package"] = json(WHOLE);
    expect((await fetched(`${V}/CFDocuments/${DOC}`)).address).toBe(server.at("/elsewhere/package"));
    expect(server.hits).toEqual([`${V}/CFPackages/${DOC}`, `${V}/CFDocuments/${DOC}`, "/elsewhere/package"]);
  });

  test("is followed from an item to its framework, also by the addresses of pages", async () => {
    server.routes[`${V}/CFItems/${ITEM}`] = json({
      CFItem: { ...item("B.1"), CFDocumentURI: link(`${V}/CFDocuments/${DOC}`, DOC) },
    });
    server.routes[`/uri/${ITEM}.json`] = json({ ...item("B.1"), CFDocumentURI: link(`/uri/${DOC}`, DOC) });
    server.routes[`/uri/p${DOC}.json`] = json(WHOLE);
    server.routes[`${V}/CFPackages/${DOC}`] = json(WHOLE);
    expect([(await fetched(`${V}/CFItems/${ITEM}`)).kind, (await fetched(`/uri/${ITEM}`)).kind]).toEqual([
      "package",
      "package",
    ]);
  });

  test("is not asked in circles", async () => {
    server.routes[`${V}/CFItems/${ITEM}`] = json({
      fullStatement: "s",
      CFDocumentURI: link(`${V}/CFItems/${ITEM}`, "x"),
    });
    expect((await faultOf(`${V}/CFItems/${ITEM}`)).code).toBe("FETCH_FAILED");
    expect(server.hits.length).toBe(1);
  });

  test.each([
    ["by its links", true],
    ["by counting", false],
  ])("gives all pages of its list, %s", async (_, links) => {
    const documents = Array.from({ length: 250 }, (_one, at) => ({
      title: `Framework ${at}`,
      identifier: idOf(String(at)),
    }));
    for (const [path, from] of [
      [`${V}/CFDocuments`, 0],
      [`${V}/CFDocuments?limit=100&offset=100`, 100],
      [`${V}/CFDocuments?limit=100&offset=200`, 200],
    ] as const) {
      const next = `<${server.at(`${V}/CFDocuments?limit=100&offset=${from + 100}`)}>; rel="next"`;
      server.routes[path] = json(
        { CFDocuments: documents.slice(from, from + 100) },
        links && from < 200 ? { link: next } : {},
      );
    }
    const answer = await fetched(V);
    expect(answer).toMatchObject({ kind: "list", documents });
    expect(server.hits.length).toBe(3);
  });

  const tokens = (seen: string[]) => (response: ServerResponse, request: IncomingMessage) => {
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on("end", () => {
      seen.push(`${request.method} ${request.headers.authorization} ${request.headers["content-type"]} ${body}`);
      json({ access_token: "tok", token_type: "Bearer" })(response, request);
    });
  };
  const locked = (seen: (string | undefined)[]) => (response: ServerResponse, request: IncomingMessage) => {
    seen.push(request.headers.authorization);
    if (request.headers.authorization === "Bearer tok") json(WHOLE)(response, request);
    else response.writeHead(401).end();
  };
  const keys = (more: Record<string, string> = {}) => ({
    env: {
      LAUREL_CASE_CLIENT_ID: "me@college",
      LAUREL_CASE_CLIENT_SECRET: SECRET,
      LAUREL_CASE_TOKEN_URL: server.at("/token"),
      ...more,
    },
  });

  test("that wants credentials gets a token for them, once", async () => {
    const seen: string[] = [];
    server.routes["/token"] = tokens(seen);
    server.routes[`${V}/CFPackages/${DOC}`] = locked([]);
    await fetched(`${V}/CFPackages/${DOC}`, keys({ LAUREL_CASE_SCOPE: "read all" }));
    const basic = Buffer.from("me%40college:s3cret%2Fwith%2Bodd+chars").toString("base64");
    expect(seen).toEqual([
      `POST Basic ${basic} application/x-www-form-urlencoded grant_type=client_credentials&scope=read+all`,
    ]);
  });

  test("of another host than the token's gets no token, unless it is named", async () => {
    const seen: (string | undefined)[] = [];
    server.routes["/token"] = tokens([]);
    server.routes[`${V}/CFPackages/${DOC}`] = locked(seen);
    const url = new URL(server.at(`${V}/CFPackages/${DOC}`).replace("localhost", "127.0.0.1"));
    await expect(fetchFramework(url, caseServer(world(keys())))).rejects.toMatchObject({
      facts: { code: "FETCH_FAILED" },
    });
    await fetchFramework(url, caseServer(world(keys({ LAUREL_CASE_HOST: "127.0.0.1" }))));
    expect(seen).toEqual([undefined, "Bearer tok"]);
  });

  test("that refuses says what is missing, and never what was sent", async () => {
    server.routes[`${V}/CFPackages/${DOC}`] = (response) => response.writeHead(401).end();
    const plain = await faultOf(`${V}/CFPackages/${DOC}`);
    expect([plain.message, plain.hint]).toEqual([
      "no framework could be had: the server answered 401",
      expect.stringContaining("LAUREL_CASE_CLIENT_ID"),
    ]);
    server.routes["/token"] = (response) => response.writeHead(400).end(`bad secret ${SECRET}`);
    const refused = await faultOf(`${V}/CFPackages/${DOC}`, keys());
    expect(refused.message).toBe("no token for the CASE server: the server answered 400");
    expect(JSON.stringify(refused)).not.toContain("s3cret");
    expect(() => caseServer(world({ env: { LAUREL_CASE_CLIENT_ID: "me" } }))).toThrow(
      "want LAUREL_CASE_CLIENT_SECRET and LAUREL_CASE_TOKEN_URL in the environment",
    );
  });

  test("keeps its token when it sends a question on to another host", async () => {
    const other = await serve({ "/steal": json({}) });
    server.routes["/token"] = tokens([]);
    server.routes[`${V}/CFPackages/${DOC}`] = moved(other.at("/steal", "registrar.example.edu"), 307);
    expect((await faultOf(`${V}/CFPackages/${DOC}`, keys())).message).toContain("which laurel does not follow");
    expect(other.hits).toEqual([]);
    await other.end();
  });

  test("that is busy is asked again, when it says", async () => {
    const answers = [
      (response: ServerResponse) => response.writeHead(429, { "retry-after": "7" }).end(),
      (response: ServerResponse) =>
        response.writeHead(503, { "retry-after": new Date(now.getTime() + 9_000).toUTCString() }).end(),
      (response: ServerResponse) => response.writeHead(502).end(),
    ];
    server.routes[`${V}/CFPackages/${DOC}`] = (response, request) =>
      (answers.shift() ?? json(WHOLE))(response, request);
    expect((await fetched(`${V}/CFPackages/${DOC}`)).kind).toBe("package");
    expect(waits).toEqual([7_000, 9_000, 4_000]);
  });

  test("that stays busy, or wants an hour, is given up", async () => {
    server.routes[`${V}/CFPackages/${DOC}`] = (response) => response.writeHead(503).end();
    expect((await faultOf(`${V}/CFPackages/${DOC}`)).message).toBe(
      "no framework could be had: the server answered 503",
    );
    expect([server.hits.length, waits]).toEqual([4, [1_000, 2_000, 4_000]]);
    server.routes[`${V}/CFPackages/${DOC}`] = (response) => response.writeHead(429, { "retry-after": "3600" }).end();
    await faultOf(`${V}/CFPackages/${DOC}`);
    expect(server.hits.length).toBe(5);
  });

  test("is asked again only when its answer is over, and then whether it changed", async () => {
    const path = `${V}/CFPackages/${DOC}`;
    const tags: (string | undefined)[] = [];
    server.routes[path] = (response, request) => {
      tags.push(request.headers["if-none-match"]);
      if (tags.length > 1) response.writeHead(304).end();
      else json(WHOLE, { etag: '"v1"', "cache-control": "max-age=60" })(response, request);
    };
    const first = await fetched(path, cached());
    const second = await fetched(path, cached());
    now = new Date(now.getTime() + 61_000);
    const third = await fetched(path, cached());
    expect(tags).toEqual([undefined, '"v1"']);
    const hashes = [first, second, third].map((one) => one.kind === "package" && one.sha256);
    expect(new Set(hashes).size).toBe(1);
    const offline = await fetched(path, { ...cached(), offline: true });
    expect([offline.kind, server.hits.length]).toEqual(["package", 2]);
    expect((await faultOf(`${V}/CFPackages/${ITEM}`, { offline: true })).message).toContain("stay off the network");
  });

  test("that wants nothing kept has nothing kept", async () => {
    const path = `${V}/CFPackages/${DOC}`;
    server.routes[path] = json(WHOLE, { "cache-control": "no-store" });
    await fetched(path, cached());
    await fetched(path, cached());
    expect(server.hits.length).toBe(2);
  });

  test.each([
    ["a page", giving("<html>welcome"), "the answer is no JSON"],
    [
      "a refusal in JSON",
      json({ imsx_codeMajor: "failure", imsx_description: "unknown object" }),
      'the server says "unknown object"',
    ],
    ["a credential", json({ "@context": [], type: [] }), "the answer is no framework"],
  ])("that answers with %s is told so", async (_, answering, message) => {
    server.routes["/x.json"] = answering;
    expect((await faultOf("/x.json")).message).toContain(message);
  });

  test("is asked by the command line, which writes what it gave and nothing else", async () => {
    server.routes["/token"] = tokens([]);
    server.routes[`${V}/CFPackages/${DOC}`] = locked([]);
    server.routes[`${V}/CFDocuments`] = json({ CFDocuments: [{ title: "Bakery", identifier: DOC, version: "2" }] });
    const out = join(folder, "out.json");
    const run = (...args: readonly string[]) =>
      new Promise<{ status: number; out: string; err: string }>((resolve) => {
        const cli = fileURLToPath(new URL("../../bin/laurel.js", import.meta.url));
        const env = {
          ...process.env,
          ...keys().env,
          NODE_EXTRA_CA_CERTS: certificate.file,
          XDG_CACHE_HOME: join(folder, "cache"),
        };
        execFile(process.execPath, [cli, "case", "fetch", ...args, "--allow-local"], { env }, (error, stdout, stderr) =>
          resolve({ status: error === null ? 0 : Number(error.code), out: stdout, err: stderr }),
        );
      });
    const done = await run(server.at(`${V}/CFDocuments/${DOC}`), "--out", out, "--json");
    expect([done.status, JSON.parse(done.out)]).toMatchObject([
      0,
      { title: "Bakery skills", items: 2, identifier: DOC, out },
    ]);
    expect(readFileSync(out, "utf8")).toBe(JSON.stringify(WHOLE));
    expect(done.err).toContain("licence: CC BY");
    // Addresses of items in older packages begin with http; it is https that is asked.
    const list = await run(server.at(V).replace("https:", "http:"));
    expect([list.status, list.out]).toEqual([0, `${DOC}  Bakery (2)\n`]);
    const none = await run(server.at("/nothing.json"));
    expect([none.status, none.out]).toEqual([4, ""]);
    const said = JSON.stringify([done, list, none]);
    expect(said.includes("s3cret") || said.includes('tok"')).toBe(false);
    const kept = readdirSync(join(folder, "cache", "laurel")).map((name) =>
      readFileSync(join(folder, "cache", "laurel", name), "utf8"),
    );
    expect(kept.length).toBe(1);
    expect(kept.join().includes("s3cret") || kept.join().includes("Bearer")).toBe(false);
    expect((await run("ftp://example.org/x")).status).toBe(2);
  });
});
