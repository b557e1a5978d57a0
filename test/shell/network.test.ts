// What laurel will not ask for, whatever a stranger's credential names, and what it makes of servers that misbehave.
// Nothing here leaves the machine.
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type NetworkOptions, openNetwork } from "../../src/shell/network.ts";
import type { Resolver } from "../../src/shell/network-address.ts";
import { certificate, giving, json, moved, overHttps, type Server, serve } from "./server.ts";

const PRIVATE = "it leads to a private address";

/** A resolver that gives these addresses, one list for each time that it is asked. */
function resolving(...answers: readonly (readonly string[])[]): {
  readonly resolver: Resolver;
  readonly asked: string[];
} {
  const asked: string[] = [];
  const resolver = (host: string, _: unknown, done: (error: null, found: unknown) => void) => {
    const addresses = answers[Math.min(asked.length, answers.length - 1)] ?? [];
    asked.push(host);
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  };
  return { resolver: resolver as unknown as Resolver, asked };
}

describe("an address that is refused before anything is sent", () => {
  test.each([
    ["http://example.org/did.json", "it is not an https address"],
    ["HTTP://example.org/did.json", "it is not an https address"],
    ["file:///etc/passwd", "it is not an https address"],
    ["did:web:example.org", "it is not an https address"],
    ["nonsense", "it is not an https address"],
    ["https://user:secret@example.org/", "its address holds a password"],
    ["https://user@example.org/", "its address holds a password"],
    ["https://example.org:8443/", "laurel asks on port 443 only"],
    ["https://example.org./", "its host's name ends in a dot"],
    ["https://127.0.0.1/", PRIVATE],
    ["https://127.1/", PRIVATE],
    ["https://0x7f.1/", PRIVATE],
    ["https://0177.0.0.1/", PRIVATE],
    ["https://2130706433/", PRIVATE],
    ["https://0x7f000001/", PRIVATE],
    ["https://0.0.0.0/", PRIVATE],
    ["https://10.1.2.3/", PRIVATE],
    ["https://100.64.0.1/", PRIVATE],
    ["https://169.254.169.254/latest/meta-data", PRIVATE],
    ["https://172.31.255.255/", PRIVATE],
    ["https://192.168.0.1/", PRIVATE],
    ["https://192.88.99.1/", PRIVATE],
    ["https://198.18.0.1/", PRIVATE],
    ["https://224.0.0.1/", PRIVATE],
    ["https://255.255.255.255/", PRIVATE],
    ["https://[::]/", PRIVATE],
    ["https://[::1]/", PRIVATE],
    ["https://[::ffff:7f00:1]/", PRIVATE],
    ["https://[::ffff:93.184.216.34]/", PRIVATE],
    ["https://[64:ff9b::7f00:1]/", PRIVATE],
    ["https://[2001::7f00:1]/", PRIVATE],
    ["https://[2001:db8::1]/", PRIVATE],
    ["https://[2002:7f00:1::]/", PRIVATE],
    ["https://[fd00::1]/", PRIVATE],
    ["https://[fe80::1]/", PRIVATE],
    ["https://[ff02::1]/", PRIVATE],
    ["https://localhost/", PRIVATE],
  ])("%s", async (address, reason) => {
    expect(await openNetwork()(address)).toEqual({ ok: false, reason });
  });

  test.each([
    "https://169.254.169.254/",
    "https://[fe80::1]/",
    "https://[::ffff:7f00:1]/",
    "https://0.0.0.0/",
    "https://224.0.0.1/",
  ])("%s, even when this machine's own network may be asked", async (address) => {
    expect(await openNetwork({ allowLocal: true })(address)).toEqual({ ok: false, reason: PRIVATE });
  });
});

describe("a name", () => {
  const asking = (addresses: readonly (readonly string[])[], options: NetworkOptions = {}) => {
    const { resolver, asked } = resolving(...addresses);
    return { asked, answer: openNetwork({ resolver, timeLimit: 500, ...options })("https://college.example.edu/") };
  };
  test.each([
    [["10.0.0.7"]],
    [["169.254.169.254"]],
    [["::1"]],
    [["::ffff:10.0.0.7"]],
    [["64:ff9b::a00:7"]],
    [["93.184.216.34", "127.0.0.1"]],
    [["2606:2800:220:1::1", "fd00::1"]],
  ])("that leads to %j is refused", async (addresses) => {
    expect(await asking([addresses]).answer).toEqual({ ok: false, reason: PRIVATE });
  });
  test("that leads nowhere has a reason that says so", async () => {
    const resolver = ((_: string, __: unknown, done: (error: Error) => void) =>
      done(Object.assign(new Error("x"), { code: "ENOTFOUND" }))) as unknown as Resolver;
    const reason = "there is no host of that name";
    expect(await openNetwork({ resolver })("https://college.example.edu/")).toEqual({ ok: false, reason });
  });
});

overHttps("over https", () => {
  let server: Server;
  let canary: Server;
  const local = (options: NetworkOptions = {}) =>
    openNetwork({ allowLocal: true, ca: certificate.cert, timeLimit: 2_000, ...options });
  const reasonOf = async (path: string, options: NetworkOptions = {}) => {
    const answer = await local(options)(server.at(path));
    return answer.ok ? `no reason: ${answer.body}` : answer.reason;
  };

  beforeAll(async () => {
    canary = await serve({ "/x": json({ canary: true }) });
    server = await serve({
      "/ok": json({ ok: true }),
      "/zipped": giving(gzipSync(JSON.stringify({ ok: true })), { "content-encoding": "gzip" }),
      "/bomb": giving(gzipSync(Buffer.alloc(64 * 1024 * 1024)), { "content-encoding": "gzip" }),
      "/broken-zip": giving("not gzip", { "content-encoding": "gzip" }),
      "/odd-zip": giving("x", { "content-encoding": "compress" }),
      "/huge": (response) => {
        response.writeHead(200);
        const more = () => {
          while (response.write(Buffer.alloc(256 * 1024, 0x20)));
          response.once("drain", more);
        };
        more();
      },
      "/latin": giving(Uint8Array.from([0x22, 0xe9, 0x22])),
      "/silent": () => {},
      "/trickle": (response) => {
        response.writeHead(200);
        const drip = setInterval(() => response.write(" "), 20);
        response.on("close", () => clearInterval(drip));
      },
      "/cut": (response) => {
        response.writeHead(200, { "content-length": "100" }).write("{");
        setTimeout(() => response.destroy(), 20);
      },
      "/gone": (response) => response.writeHead(410).end(),
      "/teapot": (response) => response.writeHead(204).end(),
      "/moved": moved("/ok"),
      "/moved-whole": (response) => response.writeHead(308, { location: server.at("/ok") }).end(),
      "/once": moved("/twice", 301),
      "/twice": moved("/thrice", 303),
      "/thrice": moved("/ok", 307),
      "/four": moved("/once"),
      "/round": moved("/round"),
      "/elsewhere": (response) => response.writeHead(302, { location: canary.at("/x") }).end(),
      "/other-name": (response) => response.writeHead(302, { location: server.at("/ok", "college.example.edu") }).end(),
      "/plain": moved("http://localhost/ok"),
      "/inwards": moved("https://169.254.169.254/"),
      "/nowhere": (response) => response.writeHead(302).end(),
    });
  });
  afterAll(async () => {
    await server.end();
    await canary.end();
  });

  test.each(["/ok", "/zipped", "/moved", "/moved-whole", "/once"])("%s is answered", async (path) => {
    expect(await local()(server.at(path))).toMatchObject({ ok: true, body: '{"ok":true}' });
  });

  test("asks without cookies, without a referrer, and for a text that is not packed", async () => {
    let headers: unknown;
    server.routes["/headers"] = (response, request) => {
      headers = request.headers;
      response.writeHead(200, { "set-cookie": "a=b" }).end("{}");
    };
    const ask = local();
    await ask(server.at("/headers"));
    await ask(server.at("/headers"));
    expect(headers).toEqual({
      host: `localhost:${server.port}`,
      accept: expect.stringContaining("application/did+json"),
      "accept-encoding": "identity",
      "user-agent": "laurel",
      connection: "keep-alive",
    });
  });

  test.each([
    ["/missing", "the server answered 404"],
    ["/gone", "the server answered 410"],
    ["/teapot", "the server answered 204"],
    ["/huge", "the answer is larger than 5 MiB"],
    ["/bomb", "the answer is larger than 5 MiB"],
    ["/broken-zip", "the answer is broken"],
    ["/odd-zip", 'the answer is packed as "compress"'],
    ["/latin", "the answer is not UTF-8 text"],
    ["/cut", "it broke the connection off"],
    ["/four", "the server sends the question on more than 3 times"],
    ["/round", "the server sends the question on more than 3 times"],
    ["/plain", "the server sends the question on to an address that is not https"],
    ["/nowhere", "the server sends the question on to nowhere"],
    ["/inwards", 'the server sends the question on to another host, "169.254.169.254", which laurel does not follow'],
  ])("%s: %s", async (path, reason) => {
    expect(await reasonOf(path)).toBe(reason);
  });

  test.each(["/silent", "/trickle"])("%s: a server that takes its time is left", async (path) => {
    expect(await reasonOf(path, { timeLimit: 300 })).toBe("no answer in time");
  });

  test("a redirect to another host, or another port of this one, is not followed", async () => {
    expect(await reasonOf("/elsewhere")).toContain(`to another host, "localhost:${canary.port}"`);
    expect(await reasonOf("/other-name")).toContain('to another host, "college.example.edu:');
    expect(canary.hits).toEqual([]);
  });

  test("a certificate that nobody vouches for, or that is for another name, ends it", async () => {
    expect(await openNetwork({ allowLocal: true })(server.at("/ok"))).toEqual({
      ok: false,
      reason: "its certificate is signed by nobody whom this machine trusts",
    });
    const { resolver } = resolving(["127.0.0.1"]);
    expect(await local({ resolver })(`https://other.example.edu:${server.port}/ok`)).toEqual({
      ok: false,
      reason: "its certificate is for another host",
    });
  });

  test("this machine is not asked unless that was allowed", async () => {
    const before = server.hits.length;
    const strict = openNetwork({ ca: certificate.cert });
    expect(await strict(server.at("/ok"))).toEqual({ ok: false, reason: "laurel asks on port 443 only" });
    expect(server.hits.length).toBe(before);
  });

  test("a name is looked up once, and what was checked is what is connected to", async () => {
    const { resolver, asked } = resolving(["127.0.0.1"], ["169.254.169.254"]);
    const answer = await local({ resolver })(server.at("/ok", "college.example.edu"));
    expect(answer).toMatchObject({ ok: true });
    expect(asked).toEqual(["college.example.edu"]);
  });

  test("a closed port says so", async () => {
    const closed = await serve();
    await closed.end();
    expect(await local()(closed.at("/"))).toEqual({ ok: false, reason: "it refuses connections" });
  });
});
