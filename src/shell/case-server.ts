// Asking a CASE server: with a token where there are credentials for it, again when it is busy, and not at all for what
// is in the cache and still the same.
import { setTimeout as pause } from "node:timers/promises";
import { fault } from "../core/fault.ts";
import { isObject, type Json, text } from "../core/json.ts";
import { parseJson } from "../core/strict-json.ts";
import { printable } from "../core/text.ts";
import type { Cache } from "./cache.ts";
import { LONGEST_LIFE, lifeOf } from "./cache-life.ts";
import type { Answer, Ask } from "./network.ts";

type Env = Readonly<Record<string, string | undefined>>;

export interface CaseWorld {
  readonly ask: Ask;
  readonly clock: () => Date;
  readonly env: Env;
  readonly cache?: Cache | undefined;
  readonly offline: boolean;
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
  /** Told of waiting. */
  readonly say?: (line: string) => void;
}

export type Served =
  | { readonly ok: true; readonly body: string; readonly value: Json; readonly link?: string; readonly total?: number }
  | { readonly ok: false; readonly reason: string; readonly status?: number };

export type CaseServer = (address: string) => Promise<Served>;

const BUSY = new Set([429, 500, 502, 503, 504]);
const TRIES = 4;
const FIRST_WAIT = 1_000;
/** A server that wants a longer pause than this is asked another day. */
const LONGEST_WAIT = 60_000;

/** RFC 9110, section 10.2.3: seconds, or a date. */
function waitOf(answer: Answer, tries: number, now: number): number {
  const after = answer.ok ? undefined : answer.headers?.["retry-after"];
  if (after === undefined) return FIRST_WAIT * 2 ** tries;
  const wait = /^\d{1,9}$/.test(after) ? Number(after) * 1_000 : Date.parse(after) - now;
  return Number.isNaN(wait) ? FIRST_WAIT * 2 ** tries : Math.max(wait, 0);
}

async function patiently(world: CaseWorld, question: () => Promise<Answer>): Promise<Answer> {
  const { clock, sleep = pause, say } = world;
  for (let tries = 0; ; tries++) {
    const answer = await question();
    const busy = !answer.ok && BUSY.has(answer.status ?? 0);
    const wait = busy ? waitOf(answer, tries, clock().getTime()) : 0;
    if (!busy || tries + 1 === TRIES || wait > LONGEST_WAIT) return answer;
    say?.(`${answer.reason}; asking again in ${Math.ceil(wait / 1_000)} s`);
    await sleep(wait);
  }
}

const NAMES = ["LAUREL_CASE_CLIENT_ID", "LAUREL_CASE_CLIENT_SECRET", "LAUREL_CASE_TOKEN_URL"] as const;

interface Credentials {
  readonly id: string;
  readonly secret: string;
  readonly url: URL;
  readonly scope: string | undefined;
}

/** Credentials of the environment, all of them or none. They are never shown. */
function credentialsIn(env: Env): Credentials | undefined {
  const values = NAMES.map((name) => env[name] ?? "");
  if (values.every((value) => value === "")) return undefined;
  const missing = NAMES.filter((_, at) => values[at] === "");
  if (missing.length > 0) {
    throw fault(
      "CONFIG_INVALID",
      `want ${missing.join(" and ")} in the environment beside the other credentials for CASE`,
    );
  }
  const [id = "", secret = "", url = ""] = values;
  if (!URL.canParse(url) || !url.startsWith("https://")) {
    throw fault("CONFIG_INVALID", "want LAUREL_CASE_TOKEN_URL as an https address");
  }
  return { id, secret, url: new URL(url), scope: env["LAUREL_CASE_SCOPE"] };
}

const formEncoded = (word: string): string => encodeURIComponent(word).replaceAll("%20", "+");

/** RFC 6749, sections 2.3.1 and 4.4: client credentials for a token. */
async function tokenOf({ id, secret, url, scope }: Credentials, world: CaseWorld): Promise<string> {
  const basic = Buffer.from(`${formEncoded(id)}:${formEncoded(secret)}`).toString("base64");
  const headers = {
    authorization: `Basic ${basic}`,
    accept: "application/json",
    "content-type": "application/x-www-form-urlencoded",
  };
  const body = `grant_type=client_credentials${scope === undefined ? "" : `&scope=${formEncoded(scope)}`}`;
  const answer = await patiently(world, () => world.ask(url.href, { headers, body }));
  const wrong = (reason: string) =>
    fault("FETCH_FAILED", `no token for the CASE server: ${reason}`, {
      file: url.origin,
      hint: `See to ${NAMES.join(", ")} in the environment.`,
    });
  if (!answer.ok) throw wrong(answer.reason);
  const value = jsonIn(answer.body);
  const token = isObject(value) ? text(value["access_token"]) : undefined;
  if (token === undefined || !/^[\x21-\x7e]+$/.test(token)) throw wrong("the answer holds none");
  return token;
}

function jsonIn(body: string): Json | undefined {
  try {
    return parseJson(body, {}, { size: 64 * 1024 * 1024, depth: 64 });
  } catch {
    return undefined;
  }
}

/** Apart from what verification keeps of the same address. */
const keyOf = (address: string): string => `case ${address}`;

interface Kept {
  readonly body: string;
  readonly etag?: string;
  readonly until: number;
}

function keptIn(body: string | undefined): Kept | undefined {
  const value = body === undefined ? undefined : jsonIn(body);
  const [kept, until] = isObject(value) ? [text(value["body"]), value["until"]] : [];
  if (!isObject(value) || kept === undefined || typeof until !== "number") return undefined;
  const etag = text(value["etag"]);
  return { body: kept, until, ...(etag !== undefined && { etag }) };
}

const nextLink = (header: string | string[] | undefined, address: string): string | undefined => {
  const [, target] = /<([^>]*)>\s*;[^,]*\brel\s*=\s*"?next"?/i.exec(String(header ?? "")) ?? [];
  return target !== undefined && URL.canParse(target, address) ? new URL(target, address).href : undefined;
};

function servedOf(body: string, extra: { link?: string | undefined; total?: number | undefined } = {}): Served {
  const value = jsonIn(body);
  if (value === undefined) {
    const start = printable(body.trim().slice(0, 40), 60);
    return { ok: false, reason: `the answer is no JSON; it begins with ${JSON.stringify(start)}` };
  }
  const { link, total } = extra;
  return { ok: true, body, value, ...(link !== undefined && { link }), ...(total !== undefined && { total }) };
}

/**
 * A server to ask. The token goes to the host of the token's own address, or to the one that LAUREL_CASE_HOST names,
 * and to no other.
 */
export function caseServer(world: CaseWorld): CaseServer {
  const { ask, cache, clock, env, offline } = world;
  const credentials = credentialsIn(env);
  let token: Promise<string> | undefined;
  const hosts = new Set([credentials?.url.hostname, env["LAUREL_CASE_HOST"]?.toLowerCase()]);
  const authorized = async (address: string): Promise<Readonly<Record<string, string>>> => {
    if (credentials === undefined || !hosts.has(new URL(address).hostname)) return {};
    token ??= tokenOf(credentials, world);
    return { authorization: `Bearer ${await token}` };
  };
  return async (address) => {
    const kept = keptIn((await cache?.read(keyOf(address)))?.body);
    const now = clock().getTime();
    if (kept !== undefined && (offline || now < kept.until)) return servedOf(kept.body);
    if (offline) return { ok: false, reason: "laurel was told to stay off the network, and it is not in the cache" };
    const headers = {
      accept: "application/json",
      ...(kept?.etag !== undefined && { "if-none-match": kept.etag }),
      ...(await authorized(address)),
    };
    const answer = await patiently(world, () => ask(address, { headers }));
    if (!answer.ok && answer.status === 304 && kept !== undefined) return servedOf(kept.body);
    if (!answer.ok)
      return { ok: false, reason: answer.reason, ...(answer.status !== undefined && { status: answer.status }) };
    const { body, headers: said } = answer;
    const total = Number(said["x-total-count"]);
    const served = servedOf(body, {
      link: nextLink(said["link"], address),
      total: said["x-total-count"] !== undefined && Number.isSafeInteger(total) ? total : undefined,
    });
    const life = served.ok ? lifeOf(null, said, now) : 0;
    // A page of a list is worth nothing without its headers.
    const isList = /\/CFDocuments\/?(?:\?|$)/.test(address);
    if (life > 0 && !isList) {
      const etag = said.etag === undefined ? {} : { etag: said.etag };
      const entry = JSON.stringify({ ...etag, until: now + life, body });
      await cache?.write(keyOf(address), { body: entry, time: clock().toISOString() }, LONGEST_LIFE);
    }
    return served;
  };
}
