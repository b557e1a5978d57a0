// What is asked for and how often, and that saved evidence gives the same answers without a network.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../src/core/json.ts";
import { type Bringing, bring, type Outside } from "../../src/shell/evidence.ts";
import { documentIn } from "../../src/shell/evidence-body.ts";
import { once } from "../../src/shell/evidence-once.ts";
import type { Answer, Ask } from "../../src/shell/network.ts";

const A = "https://a.example/doc";
const B = "https://b.example/doc";
const GONE = "https://gone.example/";
const DID = "did:example:a";

let folder: string;
let count = 0;
const at = (name: string): string => join(folder, name);
const put = (value: Json | string, name = `file-${count++}.json`): string => {
  writeFileSync(at(name), typeof value === "string" ? value : JSON.stringify(value));
  return at(name);
};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "laurel-evidence-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** An internet of two pages, and what was asked of it. */
function internet(): { readonly ask: Ask; readonly asked: string[] } {
  const asked: string[] = [];
  const ask: Ask = async (address): Promise<Answer> => {
    asked.push(address);
    await new Promise((resolve) => setTimeout(resolve, address === A ? 5 : 1));
    if (address === GONE) return { ok: false, reason: "the server answered 410" };
    return { ok: true, body: JSON.stringify({ stands: address }), headers: {} };
  };
  return { ask, asked };
}
const bringing = async (changes: Partial<Bringing> = {}, outside: Partial<Outside> = {}, offline = false) => {
  const brought = await bring({ evidence: [], keys: [], cache: false, ...changes }, offline, outside);
  return { ...brought, ...brought.forFile(), anotherLoad: () => brought.forFile().load };
};

describe("what stands at an address", () => {
  test.each([
    ['{"a":1}', { a: 1 }],
    [' \n{"a":1}\n', { a: 1 }],
    ['\ufeff{"a":1}', { a: 1 }],
    ["[1]", [1]],
    ["eyJh.eyJi.c2ln\n", "eyJh.eyJi.c2ln"],
    ["eyJh.eyJi.", "eyJh.eyJi."],
  ] as const)("%j is a document", (body, value) => {
    expect(documentIn(body)).toEqual({ ok: true, value });
  });
  test.each([
    ["<!doctype html><html>", "a web page stands there, not JSON"],
    ["", "what stands there is not JSON: line 1, column 1"],
    ["a.b", "what stands there is not JSON: line 1, column 1"],
    ['{"a":1,\n"a":2}', 'what stands there is not JSON: line 2, column 1: the member "a" stands twice'],
    ['{"__proto__":1}', "what stands there is not JSON: line 1, column 2"],
  ])("%j is none", (body, reason) => {
    expect(documentIn(body)).toEqual({ ok: false, reason: expect.stringContaining(reason) });
  });
});

describe("asking", () => {
  test("is done once for each address in a run, even at the same time, and whatever its fragment", async () => {
    const { ask, asked } = internet();
    const { load, anotherLoad } = await bringing({}, { ask });
    const answers = await Promise.all([load(A), load(A), load(`${A}#key`), anotherLoad()(A), load(GONE), load(GONE)]);
    expect(asked).toEqual([A, GONE]);
    expect(answers.slice(0, 4)).toEqual(Array(4).fill({ ok: true, value: { stands: A } }));
  });
  test("is not done for what was brought, nor for anything but https", async () => {
    const { ask, asked } = internet();
    const { load } = await bringing({ evidence: [put({ [A]: { mine: true }, [DID]: { id: DID } })] }, { ask });
    expect(await load(A)).toEqual({ ok: true, value: { mine: true } });
    expect(await load(DID)).toEqual({ ok: true, value: { id: DID } });
    expect(await load("did:web:b.example")).toMatchObject({ ok: false });
    expect(await load("http://b.example/")).toMatchObject({ ok: false });
    expect(asked).toEqual([]);
  });
  test("is not done offline", async () => {
    const { ask, asked } = internet();
    const { load } = await bringing({}, { ask }, true);
    expect(await load(A)).toEqual({ ok: false, reason: "laurel was told to stay off the network" });
    expect(asked).toEqual([]);
  });
  test("is done on the network's own terms when nothing else is given", async () => {
    const { load } = await bringing();
    expect(await load("https://127.0.0.1/")).toEqual({ ok: false, reason: "it leads to a private address" });
    expect(await load("https://example.org:8443/")).toEqual({ ok: false, reason: "laurel asks on port 443 only" });
  });
  test("is never done by the loader for what stands in a broken credential", async () => {
    const { ask, asked } = internet();
    const { held } = await bringing({ evidence: [put({ [A]: { mine: true } })] }, { ask });
    expect(await held(A)).toEqual({ ok: true, value: { mine: true } });
    expect(await held(B)).toMatchObject({ ok: false });
    expect(asked).toEqual([]);
  });
  test("has an end for each file, and begins anew with the next", async () => {
    const { ask, asked } = internet();
    const { anotherLoad } = await bringing({}, { ask, bounds: { addresses: 2, patience: 30_000 } });
    const load = anotherLoad();
    const reasons = [];
    for (const address of [A, B, GONE, A, "https://c.example/"]) {
      const got = await load(address);
      reasons.push(got.ok ? "" : got.reason);
    }
    const MORE = "the file names more than 2 addresses; laurel asks no more of them";
    expect(reasons).toEqual(["", "", MORE, "", MORE]);
    expect(await anotherLoad()(GONE)).toEqual({ ok: false, reason: "the server answered 410" });
    expect(asked).toEqual([A, B, GONE]);
  });
  test("does not go on for a file that has kept laurel waiting", async () => {
    const { ask, asked } = internet();
    const { anotherLoad } = await bringing({}, { ask, bounds: { addresses: 9, patience: 0.5 } });
    const load = anotherLoad();
    expect(await load(A)).toMatchObject({ ok: true });
    expect(await load(B)).toMatchObject({ ok: false, reason: expect.stringContaining("took too long") });
    expect(await load(A)).toMatchObject({ ok: true });
    expect(asked).toEqual([A]);
  });
  test("forgets the oldest answers of a long run, and asks again", async () => {
    const asked: string[] = [];
    const load = once(async (address) => {
      asked.push(address);
      return { ok: true, value: address, size: 40 };
    }, 100);
    for (const address of ["a", "b", "a", "c", "c", "b", "a"]) await load(address);
    expect(asked).toEqual(["a", "b", "c", "a"]);
  });
});

describe("the cache", () => {
  test("answers the next run, offline too, and not with --no-cache", async () => {
    const cache = at("cache");
    const { ask, asked } = internet();
    const run = async (changes: Partial<Bringing>, offline = false) =>
      (await bringing({ cache, ...changes }, { ask }, offline)).load(A);
    expect(await run({})).toEqual({ ok: true, value: { stands: A } });
    expect(await run({})).toEqual({ ok: true, value: { stands: A } });
    expect(await run({}, true)).toEqual({ ok: true, value: { stands: A } });
    expect(asked).toEqual([A]);
    expect(await run({ cache: false }, true)).toMatchObject({ ok: false });
    expect(await run({ cache: false })).toMatchObject({ ok: true });
    expect(asked).toEqual([A, A]);
  });
  test("is not used after its time", async () => {
    const cache = at("aging");
    const { ask, asked } = internet();
    let now = Date.parse("2026-06-01T12:00:00Z");
    const clock = () => new Date(now);
    await (await bringing({ cache }, { ask, clock })).load(A);
    now += 59 * 60_000;
    await (await bringing({ cache }, { ask, clock })).load(A);
    expect(asked).toEqual([A]);
    now += 60_000;
    await (await bringing({ cache }, { ask, clock })).load(A);
    expect(asked).toEqual([A, A]);
  });
  test("keeps nothing that is no document, and no failure", async () => {
    const cache = at("none");
    const asked: string[] = [];
    const ask: Ask = async (address) => {
      asked.push(address);
      return address === GONE ? { ok: false, reason: "x" } : { ok: true, body: "<html>", headers: {} };
    };
    for (const _ of [1, 2]) {
      const { load } = await bringing({ cache }, { ask });
      for (const address of [A, GONE]) expect(await load(address)).toMatchObject({ ok: false });
    }
    expect(asked).toEqual([A, GONE, A, GONE]);
  });
});

describe("saved evidence", () => {
  const ADDRESSES = [A, GONE, DID, B, "https://page.example/"];
  const ask: Ask = async (address) =>
    address.includes("page") ? { ok: true, body: "<html>", headers: {} } : internet().ask(address);
  const answersOf = async ({ load }: { load: (address: string) => Promise<unknown> }) => {
    const answers = [];
    for (const address of ADDRESSES) answers.push(await load(address));
    return answers;
  };

  test("gives every answer again without a network: documents, failures, and what was brought", async () => {
    const saveEvidence = at("saved.json");
    const evidence = [put({ [DID]: { id: DID } })];
    const first = await bringing({ evidence, saveEvidence }, { ask });
    const answers = await answersOf(first);
    await first.save();
    expect(statSync(saveEvidence).mode & 0o777).toBe(0o600);
    const again = await bringing({ evidence: [saveEvidence], saveEvidence: at("again.json") }, {}, true);
    expect(await answersOf(again)).toEqual(answers);
    expect(answers).toEqual([
      { ok: true, value: { stands: A } },
      { ok: false, reason: "the server answered 410" },
      { ok: true, value: { id: DID } },
      { ok: true, value: { stands: B } },
      { ok: false, reason: "a web page stands there, not JSON" },
    ]);
    await again.save();
    const untimed = (file: string) => readFileSync(file, "utf8").replace(/"(time|saved)":"[^"]*"/g, "");
    expect(untimed(at("again.json"))).toBe(untimed(saveEvidence));
  });
  test("may be documents that name their own addresses, as JSON or as tokens, or a folder of them", async () => {
    const list = { "@context": ["https://www.w3.org/ns/credentials/v2"], id: A };
    const payload = Buffer.from(JSON.stringify({ ...list, id: B })).toString("base64url");
    const token = `${Buffer.from('{"alg":"EdDSA"}').toString("base64url")}.${payload}.c2ln`;
    mkdirSync(at("lists"));
    const files = [put(list, "lists/1.json"), put(`${token}\n`, "lists/2.jwt")];
    put("{}\n", "lists/register.ndjson");
    for (const evidence of [files, [at("lists")]]) {
      const { load } = await bringing({ evidence }, {}, true);
      expect([await load(A), await load(B)]).toEqual([
        { ok: true, value: list },
        { ok: true, value: token },
      ]);
    }
  });
  test("names each address once, in the order in which they were asked for, with the time", async () => {
    const saveEvidence = at("order.json");
    const clock = () => new Date("2026-06-01T12:00:00Z");
    const { load, save } = await bringing({ saveEvidence }, { ask: internet().ask, clock });
    await Promise.all([A, B, A, GONE].map(load));
    await save();
    const { documents, ...head } = JSON.parse(readFileSync(saveEvidence, "utf8")) as JsonObject;
    expect(head).toEqual({ laurelEvidence: 1, saved: "2026-06-01T12:00:00.000Z" });
    const time = "2026-06-01T12:00:00.000Z";
    expect(documents).toEqual([
      { address: A, time, from: "network", body: `{"stands":"${A}"}` },
      { address: B, time, from: "network", body: `{"stands":"${B}"}` },
      { address: GONE, time, from: "network", failure: "the server answered 410" },
    ]);
  });
  test("holds what a file's bounds left unasked, too", async () => {
    const saveEvidence = at("bounds.json");
    const { anotherLoad, save } = await bringing({ saveEvidence }, { ask, bounds: { addresses: 1, patience: 1_000 } });
    const load = anotherLoad();
    const answers = [await load(A), await load(B)];
    await save();
    const again = await bringing({ evidence: [saveEvidence] }, {}, true);
    expect([await again.load(A), await again.load(B)]).toEqual(answers);
  });
  test("of the cache says so, with the time of the fetch", async () => {
    const cache = at("cached");
    const saveEvidence = at("of-cache.json");
    const early = () => new Date("2026-06-01T12:00:00Z");
    await (await bringing({ cache }, { ask, clock: early })).load(A);
    const late = () => new Date("2026-06-01T12:30:00Z");
    const { load, save } = await bringing({ cache, saveEvidence }, { ask, clock: late });
    await load(A);
    await save();
    const { documents } = JSON.parse(readFileSync(saveEvidence, "utf8")) as JsonObject;
    expect(documents).toEqual([
      { address: A, time: "2026-06-01T12:00:00.000Z", from: "cache", body: `{"stands":"${A}"}` },
    ]);
  });
  test("is kept only when it was asked for", async () => {
    const { load, save } = await bringing({}, { ask });
    await load(A);
    await expect(save()).resolves.toBeUndefined();
  });
  test.each([
    ["[]", "want a JSON map from address or DID to document"],
    ['{"name":"x"}', 'got the member "name"'],
    ['{"laurelEvidence":2}', "want evidence of version 1, got 2"],
    ['{"laurelEvidence":1,"documents":[{}]}', 'want an "address"'],
    [
      '{"laurelEvidence":1,"documents":[{"address":"https://a.example/"}]}',
      'want a "body", a "failure" or a "document"',
    ],
    ["{", "want a member's name"],
  ])("that is none is refused: %s", async (text, message) => {
    await expect(bringing({ evidence: [put(text)] })).rejects.toThrow(message);
  });
});
