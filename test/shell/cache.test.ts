// How long a fetched document is used again, and that a spoiled entry of the cache is as if it were not there.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { cacheFolder, openCache } from "../../src/shell/cache.ts";
import { lifeOf } from "../../src/shell/cache-life.ts";

const NOW = Date.parse("2026-06-01T12:00:00Z");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const list = (subject: JsonObject = {}, more: JsonObject = {}): JsonObject => ({
  type: ["VerifiableCredential", "BitstringStatusListCredential"],
  credentialSubject: { type: "BitstringStatusList", ...subject },
  ...more,
});
const jwt = (payload: JsonObject): string => `e30.${Buffer.from(JSON.stringify(payload)).toString("base64url")}.AA`;

describe("how long a document lives", () => {
  test.each([
    ["an hour, where the server says nothing", {}, {}, HOUR],
    ["five minutes for a status list", list(), {}, 5 * MINUTE],
    ["five minutes for a status list as a token", jwt(list()), {}, 5 * MINUTE],
    ["what max-age says", {}, { "cache-control": "public, max-age=600" }, 10 * MINUTE],
    ["what max-age says, less the age", {}, { "cache-control": "max-age=600", age: "60" }, 9 * MINUTE],
    [
      "what max-age says, whatever Expires does",
      {},
      { "cache-control": "max-age=60", expires: "Tue, 02 Jun 2026 12:00:00 GMT" },
      MINUTE,
    ],
    ["a day at most", {}, { "cache-control": "max-age=31536000" }, DAY],
    ["a day at most, however large the number", {}, { "cache-control": "max-age=99999999999999" }, DAY],
    [
      "what Expires says, by the server's own clock",
      {},
      { date: "Mon, 01 Jun 2026 11:00:00 GMT", expires: "Mon, 01 Jun 2026 11:30:00 GMT" },
      30 * MINUTE,
    ],
    ["nothing, for an Expires that is no date", {}, { expires: "0" }, 0],
    ["nothing, when it must not be stored", {}, { "cache-control": "no-store" }, 0],
    ["nothing, when it must be asked for again", {}, { "cache-control": "max-age=600, no-cache" }, 0],
    ["a list's ttl", list({ ttl: 30_000 }), { "cache-control": "max-age=3600" }, 30_000],
    ["a ttl in a token", jwt(list({ ttl: 30_000 })), {}, 30_000],
    ["a ttl in a token of data model 1.1", jwt({ vc: list({ ttl: 30_000 }) }), {}, 30_000],
    [
      "until the list's end",
      list({}, { validUntil: "2026-06-01T12:01:00Z" }),
      { "cache-control": "max-age=3600" },
      MINUTE,
    ],
    ["until the token's end", jwt({ ...list(), exp: NOW / 1000 + 10 }), {}, 10_000],
    [
      "an end that has passed",
      list({}, { validUntil: "2026-05-01T00:00:00Z" }),
      {},
      Date.parse("2026-05-01T00:00:00Z") - NOW,
    ],
    ["no longer for a ttl that is", list({ ttl: 10 * DAY }), { "cache-control": "max-age=60" }, MINUTE],
  ] as const)("%s", (_, value, headers, life) => {
    expect(lifeOf(value, headers, NOW)).toBe(life);
  });
});

describe("the folder", () => {
  test.each([
    ["--cache goes first", "/x/y", { XDG_CACHE_HOME: "/a" }, "/x/y"],
    ["--no-cache means none", false, { XDG_CACHE_HOME: "/a" }, undefined],
    ["XDG_CACHE_HOME", undefined, { XDG_CACHE_HOME: "/a", HOME: "/h" }, "/a/laurel"],
    [
      "an XDG_CACHE_HOME that is relative is ignored",
      undefined,
      { XDG_CACHE_HOME: "a", HOME: "/h" },
      "/h/.cache/laurel",
    ],
    ["the home folder", undefined, { HOME: "/h" }, "/h/.cache/laurel"],
    ["none without a home", undefined, {}, undefined],
  ] as const)("%s", (_, flag, env, folder) => {
    expect(cacheFolder(flag, env)).toBe(folder);
  });
});

describe("an entry", () => {
  let folder: string;
  let now = NOW;
  const ADDRESS = "https://college.example.edu/did.json";
  const cached = { body: '{"id":"x"}', time: new Date(NOW).toISOString() };
  const open = () => openCache(folder, () => new Date(now));
  const only = (): string => join(folder, readdirSync(folder)[0] ?? "");

  beforeAll(() => {
    folder = join(mkdtempSync(join(tmpdir(), "laurel-cache-")), "deep", "laurel");
  });
  afterAll(() => rmSync(join(folder, "..", ".."), { recursive: true, force: true }));

  test("is given while it is fresh, and only for its own address", async () => {
    await open().write(ADDRESS, cached, HOUR);
    expect(await open().read(ADDRESS)).toEqual(cached);
    expect(await open().read(`${ADDRESS}?`)).toBeUndefined();
    now = NOW + HOUR - 1;
    expect(await open().read(ADDRESS)).toEqual(cached);
    now = NOW + HOUR;
    expect(await open().read(ADDRESS)).toBeUndefined();
    now = NOW - 1;
    expect(await open().read(ADDRESS)).toBeUndefined();
    now = NOW;
  });
  test("is for its owner's eyes, and whole", () => {
    expect(readdirSync(folder)).toHaveLength(1);
    expect(statSync(only()).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });
  test("that is spoiled is as if it were not there", async () => {
    const whole = readFileSync(only(), "utf8");
    const entry = JSON.parse(whole) as JsonObject;
    const spoiled = [
      "",
      "{",
      "[]",
      "null",
      whole.slice(0, -20),
      JSON.stringify({ ...entry, body: '{"id":"y"}' }),
      JSON.stringify({ ...entry, address: "https://other.example.edu/did.json" }),
      JSON.stringify({ ...entry, expires: "2027-06-01T12:00:00.000Z" }),
      JSON.stringify({ ...entry, expires: "soon" }),
      JSON.stringify({ ...entry, body: 7 }),
    ];
    for (const text of spoiled) {
      writeFileSync(only(), text);
      expect(await open().read(ADDRESS), text).toBeUndefined();
    }
    writeFileSync(only(), whole);
    expect(await open().read(ADDRESS)).toEqual(cached);
  });
  test("without a life is not kept, and a folder that cannot be is no fault", async () => {
    await open().write("https://a.example/", cached, 0);
    await open().write("https://b.example/", cached, -1);
    expect(readdirSync(folder)).toHaveLength(1);
    await openCache("/dev/null/laurel", () => new Date(NOW)).write(ADDRESS, cached, HOUR);
  });
  test("older than a day is swept away with the next that is written", async () => {
    const old = new Date(NOW - 2 * DAY);
    utimesSync(only(), old, old);
    writeFileSync(join(folder, "other.txt"), "not laurel's");
    utimesSync(join(folder, "other.txt"), old, old);
    now = Date.now();
    await open().write("https://c.example/", { ...cached, time: new Date(now).toISOString() }, HOUR);
    expect(readdirSync(folder)).toHaveLength(2);
    expect(await open().read(ADDRESS)).toBeUndefined();
    expect(await open().read("https://c.example/")).toMatchObject({ body: cached.body });
  });
});
