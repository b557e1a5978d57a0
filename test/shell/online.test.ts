// The whole way over https: a badge of a did:web issuer with a status list, a server on this machine, and the command
// line as a process of its own. Nothing here leaves the machine.
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Report } from "../../src/checks/examination.ts";
import type { JsonObject } from "../../src/core/json.ts";
import { examine } from "../../src/flows/examine.ts";
import { bring } from "../../src/shell/evidence.ts";
import { type NetworkOptions, openNetwork } from "../../src/shell/network.ts";
import {
  attackerKey,
  badge,
  claims,
  codesOf,
  entry,
  issuerKey,
  NOW,
  signed,
  statusList,
  token,
} from "../checks/forge.ts";
import { certificate, giving, json, moved, overHttps, type Server, serve } from "./server.ts";

const DID_PATH = "/.well-known/did.json";
const LIST_PATH = "/status/1";

overHttps("a badge whose issuer and status list stand on an https server", () => {
  let server: Server;
  let canary: Server;
  let did: string;
  let honest: JsonObject;
  let jwt: string;

  const method = { publicKeyMultibase: issuerKey.multikey ?? "", type: "Multikey" };
  const didDocument = (changes: JsonObject = {}): JsonObject => ({
    id: did,
    verificationMethod: [{ id: `${did}#key`, controller: did, ...method }],
    assertionMethod: [`${did}#key`],
    ...changes,
  });
  const listAt = () => server.at(LIST_PATH);
  const list = (set: readonly number[], changes: JsonObject = {}) =>
    signed(statusList(set, { id: listAt(), issuer: did, ...changes }), issuerKey, { verificationMethod: `${did}#key` });
  const body = () =>
    badge({
      issuer: { id: did, type: ["Profile"], name: "College" },
      credentialStatus: entry({ statusListCredential: listAt() }),
    });

  beforeAll(async () => {
    canary = await serve({ [DID_PATH]: json({}), [LIST_PATH]: json({}) });
    server = await serve();
    did = `did:web:localhost%3A${server.port}`;
    honest = await signed(body(), issuerKey, { verificationMethod: `${did}#key` });
    jwt = await token({ ...claims(body()), iss: did }, { kid: `${did}#key` });
  });
  beforeEach(async () => {
    server.hits.length = 0;
    server.routes[DID_PATH] = json(didDocument());
    server.routes[LIST_PATH] = json(await list([]));
  });
  afterAll(async () => {
    await server.end();
    await canary.end();
  });

  const asking = async (input: JsonObject | string, options: NetworkOptions = {}): Promise<Report> => {
    const ask = openNetwork({ allowLocal: true, ca: certificate.cert, timeLimit: 1_000, ...options });
    const { load, held, keys } = (await bring({ evidence: [], keys: [], cache: false }, false, { ask })).forFile();
    return examine(typeof input === "string" ? input : JSON.stringify(input), { now: NOW, load, held, keys });
  };
  const reasonOf = ({ checks }: Report, id: string) =>
    checks.find((check) => check.id === id && check.status !== "passed")?.message;

  describe("in process", () => {
    test("is valid, as JSON and as a token, with one question for each resource", async () => {
      for (const input of [honest, jwt]) {
        server.hits.length = 0;
        const report = await asking(input);
        expect(codesOf(report)).toEqual([]);
        expect(report.verdict).toBe("valid");
        expect(server.hits).toEqual([DID_PATH, LIST_PATH]);
      }
    });
    test("is valid with the issuer's key as a JWK under a relative id, embedded in assertionMethod", async () => {
      const embedded = { id: "#key", type: "JsonWebKey", controller: did, publicKeyJwk: issuerKey.publicJwk };
      server.routes[DID_PATH] = json({ id: did, assertionMethod: [embedded] }, { "content-type": "text/plain" });
      expect((await asking(honest)).verdict).toBe("valid");
    });
    test("is revoked when the list says so", async () => {
      server.routes[LIST_PATH] = json(await list([7]));
      const report = await asking(honest);
      expect([report.verdict, codesOf(report)]).toEqual(["invalid", ["REVOKED"]]);
    });
    test("that was changed makes laurel ask for the issuer's document and nothing else", async () => {
      expect((await asking({ ...honest, name: "Surgery" })).verdict).toBe("invalid");
      expect(server.hits).toEqual([DID_PATH]);
    });
    test("signed by another key is invalid", async () => {
      const forged = await signed(body(), attackerKey, { verificationMethod: `${did}#key` });
      expect((await asking(forged)).verdict).toBe("invalid");
      expect(server.hits).toEqual([DID_PATH]);
    });
    test("whose document has another id is invalid", async () => {
      server.routes[DID_PATH] = json(didDocument({ id: "did:web:localhost" }));
      expect(codesOf(await asking(honest))).toContain("KEY_UNUSABLE");
    });

    test.each([
      ["a document that is gone", DID_PATH, () => giving("", {}), "what stands there is not JSON"],
      [
        "a web page",
        DID_PATH,
        () => giving("<html></html>", { "content-type": "application/json" }),
        "a web page stands there, not JSON",
      ],
      ["a server's own words", DID_PATH, () => json({ error: "no such issuer" }), "is no DID document"],
      ["a redirect to another host", DID_PATH, () => moved(canary.at(DID_PATH)), "to another host"],
      ["a server that is slow", DID_PATH, () => () => {}, "no answer in time"],
      ["a flood", DID_PATH, () => giving(Buffer.alloc(6 * 1024 * 1024, 0x20)), "the answer is larger than 5 MiB"],
    ] as const)("cannot be decided with %s in the place of the issuer's", async (_, path, answer, reason) => {
      server.routes[path] = answer();
      const report = await asking(honest);
      expect(report.verdict).toBe("inconclusive");
      expect(reasonOf(report, "proof.key")).toContain(reason);
      expect(canary.hits).toEqual([]);
      expect(server.hits).toEqual([DID_PATH]);
    });
    test.each([
      ["nothing", () => (response: import("node:http").ServerResponse) => response.writeHead(404).end(), "404"],
      ["a redirect to another host", () => moved(canary.at(LIST_PATH)), "to another host"],
      ["a server that is slow", () => () => {}, "no answer in time"],
    ] as const)("cannot be decided with %s in the place of the list", async (_, answer, reason) => {
      server.routes[LIST_PATH] = answer();
      const report = await asking(honest);
      expect(report.verdict).toBe("inconclusive");
      expect(reasonOf(report, "status")).toContain(reason);
      expect(canary.hits).toEqual([]);
    });
    test("is not looked up on this machine, or on another port, without leave", async () => {
      const report = await asking(honest, { allowLocal: false });
      expect(report.verdict).toBe("inconclusive");
      expect(reasonOf(report, "proof.key")).toContain("laurel asks on port 443 only");
      expect(server.hits).toEqual([]);
    });
  });

  describe("on the command line", () => {
    const laurel = fileURLToPath(new URL("../../bin/laurel.js", import.meta.url));
    let folder: string;
    const at = (name: string): string => join(folder, name);
    const run = (...args: readonly string[]): Promise<{ out: string; err: string; status: number }> =>
      new Promise((resolve) => {
        const { LAUREL_OFFLINE: _, ...inherited } = process.env;
        const env = {
          ...inherited,
          NODE_EXTRA_CA_CERTS: certificate.file,
          XDG_CACHE_HOME: at("home-cache"),
          NO_COLOR: "1",
        };
        const all = [laurel, "verify", ...args, "--now", NOW.toISOString()];
        execFile(process.execPath, all, { env }, (error, out, err) => {
          resolve({ out, err, status: typeof error?.code === "number" ? error.code : 0 });
        });
      });
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), "laurel-online-"));
      writeFileSync(at("badge.json"), JSON.stringify(honest));
      writeFileSync(at("badge.jwt"), jwt);
      writeFileSync(at("spoilt.json"), JSON.stringify({ ...honest, name: "Surgery" }));
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    test("two files of one issuer need one question for each resource; the next run asks the cache", async () => {
      const first = await run(at("badge.json"), at("badge.jwt"), "--allow-local");
      expect([first.status, first.err]).toEqual([0, "2 files: 2 valid\n"]);
      expect(server.hits).toEqual([DID_PATH, LIST_PATH]);
      expect(existsSync(at("home-cache/laurel"))).toBe(true);
      const second = await run(at("badge.json"), at("badge.jwt"), "--allow-local");
      const offline = await run(at("badge.json"), at("badge.jwt"), "--offline");
      expect([second.out, offline.out]).toEqual([first.out, first.out]);
      expect(server.hits).toEqual([DID_PATH, LIST_PATH]);
      expect((await run(at("badge.json"), "--offline", "--no-cache")).status).toBe(4);
      await run(at("badge.json"), "--allow-local", "--no-cache");
      expect(server.hits).toEqual([DID_PATH, LIST_PATH, DID_PATH, LIST_PATH]);
    });
    test("without --allow-local it is inconclusive, says why, and what to do", async () => {
      const { out, status } = await run(at("badge.json"), "--no-cache");
      expect(status).toBe(4);
      expect(out).toContain("inconclusive");
      expect(out).toContain("laurel asks on port 443 only");
      expect(server.hits).toEqual([]);
    });
    test.each([[["--explain"]], [["--json", "--explain"]], [["--format", "junit"]]])(
      "saved evidence gives the same report, byte for byte, without a network (%j)",
      async (form) => {
        server.routes[LIST_PATH] = (response) => response.writeHead(503).end();
        const files = [at("badge.json"), at("spoilt.json"), at("badge.jwt")];
        const then = at("then.json");
        const first = await run(...files, ...form, "--allow-local", "--no-cache", "--save-evidence", then);
        expect(first.out).toContain("503");
        const asked = server.hits.length;
        server.routes[LIST_PATH] = json(await list([7]));
        const again = await run(...files, ...form, "--offline", "--no-cache", "--evidence", then);
        expect(again).toEqual(first);
        // On the network too, what was saved answers.
        const online = await run(...files, ...form, "--allow-local", "--no-cache", "--evidence", then);
        expect(online).toEqual(first);
        expect(server.hits.length).toBe(asked);
        expect(readFileSync(then, "utf8")).toContain('"failure":"the server answered 503"');
      },
    );
  });
});
