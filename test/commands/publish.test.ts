// laurel publish: the folder for a web server, served over https on this machine as its own header file says, a batch
// verified through it, and --check against it.
import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { object, objectsOf, stringsOf } from "../../src/core/json.ts";
import { controllerDocument } from "../../src/dids/document.ts";
import { CATALOGUE, type Desk, desk } from "../desk.ts";
import { filesUnder, NOW } from "../road.ts";
import { certificate, giving, overHttps, type Server, serve } from "../shell/server.ts";

const bin = fileURLToPath(new URL("../../bin/laurel.js", import.meta.url));
const roster = `id,achievement,awarded\n${[1, 2, 3, 4].map((id) => `${id},soil-101,2026-05-29\n`).join("")}`;
const fileOf = (learner: number, ending = "json") => `credentials/soil-101/${learner}.${ending}`;

const settingsOf = (id: string, url: string, more = "") => `issuer: { id: "${id}", name: Example College }
key: keys/issuer.jwk.json
achievements: achievements.yaml
frameworks: [welding.case.json]
status: { url: "${url}", purposes: [revocation, suspension] }
${more}`;

/** Header fields by path, out of a `_headers` file. */
function headersIn(text: string): ReadonlyMap<string, Record<string, string>> {
  const fields = new Map<string, Record<string, string>>();
  let path = "";
  for (const line of text.split("\n")) {
    const [, name, value = ""] = /^ {2}([\w-]+): (.*)$/.exec(line) ?? [];
    if (line.startsWith("/")) path = line;
    else if (name !== undefined) fields.set(path, { ...fields.get(path), [name.toLowerCase()]: value });
  }
  return fields;
}

const jsonIn = (one: Desk, path: string) => JSON.parse(one.read(path)) as JsonObject;

describe("the folder of publish", () => {
  const college = (more = "") =>
    desk({
      "laurel.yaml": settingsOf("did:web:college.example.edu", "https://college.example.edu/status/{list}", more),
    });

  it("holds every page at the path of its address, with its name and type in an index and in header files", async () => {
    const one = college();
    await one.issue(roster);
    const done = await one.run("publish", one.at("public"));
    expect(done.status, done.err).toBe(0);
    const files = objectsOf(jsonIn(one, "public/index.json")["files"]);
    expect(files.map(({ path, type }) => `${path} ${type}`)).toEqual([
      ".well-known/did.json application/did+json",
      ".well-known/jwks.json application/jwk-set+json",
      "achievements/soil-101.json application/json",
      "achievements/welding.json application/json",
      "issuer.json application/json",
      "status/revocation-1 application/vc",
      "status/suspension-1 application/vc",
    ]);
    for (const { path, url, type } of files) {
      expect(one.has(`public/${path}`)).toBe(true);
      expect(url).toBe(`https://college.example.edu/${path}`);
      expect(headersIn(one.read("public/_headers")).get(`/${path}`)?.["content-type"]).toBe(type);
      expect(one.read("public/.htaccess")).toContain(`ForceType ${type}`);
    }
    expect([...filesUnder(one.at("public")).keys()].sort()).toEqual(
      [...files.map(({ path }) => String(path)), ".htaccess", ".nojekyll", "_headers", "index.json"].sort(),
    );
    expect(one.read("public/status/revocation-1")).toBe(one.read("status/revocation-1.json"));
    expect((await one.run("publish", one.at("public"))).err).toContain("0 files written");
  });

  it("has the keys in the form that the strictest readers take, by full names, and as a key set", async () => {
    const one = college();
    await one.run("publish", one.at("public"));
    const document = jsonIn(one, "public/.well-known/did.json");
    const names = objectsOf(document["verificationMethod"]).map(({ id }) => String(id));
    expect(names.length).toBe(2);
    for (const name of names) expect(name).toMatch(/^did:web:college\.example\.edu#\S+$/);
    expect(document["assertionMethod"]).toEqual(names);
    expect(controllerDocument(document, "did:web:college.example.edu")?.methods.length).toBe(2);
    expect(objectsOf(jsonIn(one, "public/.well-known/jwks.json")["keys"])).toEqual([
      expect.objectContaining({ kty: "OKP", alg: "EdDSA", use: "sig" }),
    ]);
    expect([...filesUnder(one.at("public")).values()].join("")).not.toMatch(/"d":/);
  });

  it("keeps retired keys, what others wrote into its header files, and whatever else stands there", async () => {
    const one = college();
    one.write("public/index.html", "<h1>College</h1>");
    one.write("public/_headers", "/*\n  X-Frame-Options: DENY\n");
    await one.run("publish", one.at("public"));
    await one.run("key", "new", "--out", one.at("keys/next.jwk.json"));
    await one.run("key", "new", "--type", "p256", "--out", one.at("keys/old.jwk.json"));
    one.write("laurel.yaml", one.read("laurel.yaml").replace("issuer.jwk", "next.jwk"));
    await one.run("publish", one.at("public"), "--retired", one.at("keys/old.jwk.json"));
    await one.run("publish", one.at("public"));
    expect(objectsOf(jsonIn(one, "public/.well-known/jwks.json")["keys"]).length).toBe(3);
    expect(stringsOf(jsonIn(one, "public/.well-known/did.json")["assertionMethod"]).length).toBe(6);
    expect(one.read("public/index.html")).toBe("<h1>College</h1>");
    expect(one.read("public/_headers")).toMatch(
      /^\/\*\n {2}X-Frame-Options: DENY\n# begin laurel\n[^#]*# end laurel\n$/,
    );
  });

  it("has an achievement at its own address when that is the issuer's, and still lists what was taken out", async () => {
    const one = college();
    const own = CATALOGUE.replace(
      "  type: Course\n",
      "  type: Course\n  id: https://college.example.edu/badges/soil\n",
    );
    one.write("achievements.yaml", own);
    await one.run("publish", one.at("public"));
    expect(jsonIn(one, "public/badges/soil")).toMatchObject({
      "@context": ["https://www.w3.org/ns/credentials/v2", expect.stringContaining("/ob/v3p0/")],
      id: "https://college.example.edu/badges/soil",
      type: ["Achievement"],
    });
    one.write("achievements.yaml", own.slice(own.indexOf("- slug: welding")));
    await one.run("publish", one.at("public"));
    const paths = () => objectsOf(jsonIn(one, "public/index.json")["files"]).map(({ path }) => path);
    expect(paths()).toContain("badges/soil");
    rmSync(one.at("public/badges/soil"));
    await one.run("publish", one.at("public"));
    expect(paths()).not.toContain("badges/soil");
  });

  it.each([
    ["two things at one address", "https://college.example.edu/issuer.json", "want one thing at each address"],
    [
      "a thing in another that is a file",
      "https://college.example.edu/issuer.json/soil",
      "want one thing at each address",
    ],
    [
      "a way out of the folder",
      "https://college.example.edu/a/..%2F..%2Fb",
      "want an address that can be that of a file",
    ],
  ])("refuses %s", async (_, id, message) => {
    const one = college();
    one.write("achievements.yaml", CATALOGUE.replace("  type: Course\n", `  type: Course\n  id: ${id}\n`));
    const done = await one.run("publish", one.at("public"));
    expect([done.status, done.err]).toEqual([3, expect.stringContaining(message)]);
    expect(one.has("public")).toBe(false);
  });

  it("never takes another issuer's document for its own", async () => {
    const one = college();
    one.write("public/.well-known/did.json", '{"id":"did:web:other.example.edu"}');
    const done = await one.run("publish", one.at("public"));
    expect([done.status, done.err]).toEqual([
      3,
      expect.stringContaining(".well-known/did.json: want the DID document of"),
    ]);
    expect(one.read("public/.well-known/did.json")).toBe('{"id":"did:web:other.example.edu"}');
  });

  it("follows a did:web with a path, and an https issuer to its own address", async () => {
    const path = desk({
      "laurel.yaml": settingsOf("did:web:example.edu:college", "https://example.edu/s/{list}.json"),
    });
    await path.issue(roster);
    await path.run("publish", path.at("public"));
    expect(jsonIn(path, "public/college/did.json")["id"]).toBe("did:web:example.edu:college");
    expect(path.has("public/s/revocation-1.json")).toBe(true);
    const https = desk({ "laurel.yaml": settingsOf("https://example.edu/issuer", "https://example.edu/s/{list}") });
    await https.run("publish", https.at("public"));
    expect(jsonIn(https, "public/issuer")).toMatchObject({ id: "https://example.edu/issuer" });
  });

  it("wants a folder or an address, and no --offline with --check", async () => {
    const one = college();
    expect((await one.run("publish")).status).toBe(2);
    expect((await one.run("publish", "--check", "https://college.example.edu")).status).toBe(2);
  });
});

overHttps("a published folder on an https server", () => {
  let server: Server;
  let one: Desk;
  const origin = () => `https://localhost:${server.port}`;

  beforeAll(async () => {
    server = await serve();
  });
  afterAll(async () => {
    await server.end();
  });

  /** The command line as a process of its own, which trusts the server's certificate. */
  const run = (...args: readonly string[]): Promise<{ status: number; out: string; err: string }> =>
    new Promise((resolve) => {
      const { LAUREL_OFFLINE: _, ...inherited } = process.env;
      const env = { ...inherited, NODE_EXTRA_CA_CERTS: certificate.file, NO_COLOR: "1" };
      execFile(process.execPath, [bin, ...args, "--now", NOW], { env }, (error, out, err) => {
        resolve({ out, err, status: typeof error?.code === "number" ? error.code : 0 });
      });
    });
  /** Serves the folder as its `_headers` says. */
  const mount = () => {
    for (const path of Object.keys(server.routes)) delete server.routes[path];
    const headers = headersIn(one.read("public/_headers"));
    for (const [path, body] of filesUnder(one.at("public")))
      server.routes[`/${path}`] = giving(body, headers.get(`/${path}`));
  };
  const verdicts = async (...files: readonly string[]) => {
    const paths = files.map((file) => one.at(file));
    const { out } = await run("verify", ...paths, "--allow-local", "--no-cache", "--json");
    return out
      .trim()
      .split("\n")
      .map((line) => {
        const report = JSON.parse(line) as JsonObject;
        return [
          report["verdict"],
          ...objectsOf(report["checks"]).flatMap(({ code, status }) => (status === "failed" ? [code] : [])),
        ].join(" ");
      });
  };
  const check = async (...args: readonly string[]) => {
    const { status, out, err } = await run(
      "publish",
      ...args,
      "--check",
      origin(),
      "--allow-local",
      "--config",
      one.at("laurel.yaml"),
    );
    const wrong = out.split("\n").filter((line) => line !== "" && !line.startsWith("ok "));
    return { status, wrong: wrong.map((line) => line.replaceAll(origin(), "").replace(/ +/g, " ")), err };
  };

  beforeEach(async () => {
    one = desk({ "laurel.yaml": settingsOf(`did:web:localhost%3A${server.port}`, `${origin()}/status/{list}`) });
    expect((await one.issue(roster)).status).toBe(0);
    await one.run("status", "revoke", one.at(fileOf(1)));
    await one.run("status", "suspend", one.at(fileOf(2)));
    expect((await one.run("publish", one.at("public"))).status).toBe(0);
    mount();
  });

  it("verifies the batch, the revoked and the suspended ones included, under an old key and a new one", async () => {
    const files = [1, 2, 3, 4].map((learner) => fileOf(learner));
    expect(await verdicts(...files)).toEqual(["invalid REVOKED", "invalid SUSPENDED", "valid", "valid"]);
    await one.run("key", "new", "--out", one.at("keys/next.jwk.json"));
    one.write("laurel.yaml", one.read("laurel.yaml").replace("issuer.jwk", "next.jwk"));
    await one.issue(roster.replaceAll("soil-101", "welding"), "more.csv");
    await one.run("status", "restore", one.at(fileOf(2)));
    await one.run("publish", one.at("public"));
    mount();
    const more = "credentials/welding/1.json";
    expect(await verdicts(...files, more)).toEqual(["invalid REVOKED", "valid", "valid", "valid", "valid"]);
    expect(await check(one.at("public"))).toMatchObject({ status: 0, wrong: [] });
  }, 60_000);

  it("verifies tokens whose lists are tokens", async () => {
    await one.issue(roster, "roster.csv", "--out", one.at("tokens"), "--proof", "vc-jwt");
    rmSync(one.at("status/revocation-1.json"));
    await one.run("status", "renew", "--proof", "vc-jwt");
    await one.run("publish", one.at("public"));
    expect(headersIn(one.read("public/_headers")).get("/status/revocation-1")?.["content-type"]).toBe(
      "application/vc+jwt",
    );
    mount();
    expect(await verdicts("tokens/soil-101/1.jwt", "tokens/soil-101/3.jwt")).toEqual(["invalid REVOKED", "valid"]);
    expect(await check(one.at("public"))).toMatchObject({ status: 0, wrong: [] });
  }, 60_000);

  it("is as it should be, asked with the folder or without, under its own address or another", async () => {
    expect(await check(one.at("public"))).toMatchObject({
      status: 0,
      wrong: [],
      err: "all 7 pages stand as they should\n",
    });
    expect(await check()).toMatchObject({ status: 0, wrong: [] });
    const other = await run(
      "publish",
      "--check",
      `https://127.0.0.1:${server.port}/`,
      "--allow-local",
      "--config",
      one.at("laurel.yaml"),
    );
    expect(other.status, other.out).toBe(0);
  }, 60_000);

  type Spoil = readonly [
    title: string,
    spoil: () => Promise<unknown> | unknown,
    status: number,
    wrong: readonly unknown[],
  ];
  const list = "/status/revocation-1";
  const spoils: readonly Spoil[] = [
    ["a page that is gone", () => delete server.routes[list], 1, [`missing ${list}: the server answered 404`]],
    [
      "a server that is in trouble",
      () => {
        server.routes[list] = (response) => response.writeHead(503).end();
      },
      4,
      [`unknown ${list}: the server answered 503`],
    ],
    [
      "a list from before the last revocation",
      () => one.run("status", "revoke", one.at(fileOf(3))),
      1,
      [`different ${list}: the list there is not the latest one`],
    ],
    [
      "a list that somebody changed",
      () => {
        const text = one.read(`public${list}`).replace('"validUntil": "2026', '"validUntil": "2046');
        server.routes[list] = giving(text, { "content-type": "application/vc" });
      },
      1,
      [expect.stringContaining(`different ${list}: the list there does not verify: `)],
    ],
    [
      "the list of another purpose",
      () => {
        server.routes[list] = giving(one.read("public/status/suspension-1"), { "content-type": "application/vc" });
      },
      1,
      [`different ${list}: another list stands there`],
    ],
    [
      "a content type that no reader takes",
      () => {
        server.routes[list] = giving(one.read(`public${list}`), { "content-type": "text/html; charset=utf-8" });
      },
      1,
      [
        expect.stringMatching(
          /^mistyped \/status\/revocation-1: want the content type application\/vc,.* got "text\/html"$/,
        ),
      ],
    ],
    [
      "a web page where the keys should be",
      () => {
        server.routes["/.well-known/jwks.json"] = giving("<html></html>", { "content-type": "text/html" });
      },
      1,
      ["different /.well-known/jwks.json: what stands there is not JSON"],
    ],
    [
      "another issuer's keys where its own should be",
      () => {
        server.routes["/.well-known/did.json"] = giving('{"id":"did:web:other.example.edu"}', {
          "content-type": "application/json",
        });
      },
      1,
      expect.arrayContaining([
        expect.stringMatching(/^different \/.well-known\/did.json: the key .* does not stand there$/),
      ]),
    ],
    [
      "an achievement that says something else",
      () => {
        const text = one.read("public/achievements/soil-101.json").replace("Soil", "Clay");
        server.routes["/achievements/soil-101.json"] = giving(text, { "content-type": "application/json" });
      },
      1,
      ["different /achievements/soil-101.json: something else stands there"],
    ],
    [
      "a key that stands there and not in the folder, which would be lost",
      () => {
        const set = jsonIn(one, "public/.well-known/jwks.json");
        const more = { ...objectsOf(set["keys"])[0], kid: "retired" };
        const text = JSON.stringify({ keys: [...objectsOf(set["keys"]), more] });
        server.routes["/.well-known/jwks.json"] = giving(text, { "content-type": "application/json" });
      },
      1,
      ['different /.well-known/jwks.json: the key "retired" stands there alone; copy it into the folder'],
    ],
  ];
  it.each(spoils)("is not, with %s", async (_, spoil, status, wrong) => {
    await spoil();
    expect(await check(one.at("public"))).toMatchObject({ status, wrong });
  });

  it("tells of a list that is about to lapse, and of a new key that does not stand there yet", async () => {
    const late = await check(one.at("public"), "--within", "31d");
    expect(late).toMatchObject({
      status: 1,
      wrong: ["revocation", "suspension"].map(
        (name) => `lapsing /status/${name}-1: the list there lapses on 2026-07-01`,
      ),
    });
    await one.run("key", "new", "--out", one.at("keys/next.jwk.json"));
    one.write("laurel.yaml", one.read("laurel.yaml").replace("issuer.jwk", "next.jwk"));
    const { status, wrong } = await check();
    expect(status).toBe(1);
    expect(wrong.map((line) => line.replace(/"[^"]*"/g, "K"))).toEqual([
      "different /.well-known/did.json: the key K, K does not stand there",
      "different /.well-known/jwks.json: the key K does not stand there",
    ]);
  }, 60_000);

  it("is told to a machine page by page", async () => {
    delete server.routes[list];
    const done = await run(
      "publish",
      "--check",
      origin(),
      "--allow-local",
      "--config",
      one.at("laurel.yaml"),
      "--json",
    );
    const files = objectsOf((JSON.parse(done.out) as JsonObject)["files"]);
    expect(files.map(({ state }) => state).sort()).toEqual(["missing", ...new Array(6).fill("ok")]);
    expect(object(files.find(({ state }) => state === "missing"))).toMatchObject({ path: "status/revocation-1" });
  });
});
