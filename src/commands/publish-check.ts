// publish --check: what is live, against what ought to stand there.
import { fault } from "../core/fault.ts";
import { isObject, type Json } from "../core/json.ts";
import { count, quoted } from "../core/text.ts";
import { examine } from "../flows/examine.ts";
import type { Page } from "../flows/site.ts";
import { type Judged, judgedPage, type PageState } from "../flows/site-check.ts";
import { documentIn } from "../shell/evidence-body.ts";
import { type Ask, openNetwork } from "../shell/network.ts";
import { EXIT, worstExit } from "./exit.ts";
import type { Voice } from "./terminal.ts";

export interface CheckFlags {
  readonly check: string;
  readonly allowLocal?: boolean;
  readonly within: number;
}

const STATUS: Readonly<Record<PageState, number>> = {
  ok: EXIT.done,
  missing: EXIT.no,
  different: EXIT.no,
  mistyped: EXIT.no,
  lapsing: EXIT.no,
  unknown: EXIT.unsure,
};
const GONE = new Set([404, 410]);

/** Pages of the site as they stand at another address of it: a server that is being set up, say. */
function standingAt(ask: Ask, site: string | undefined, base: string): Ask {
  const [from, to] = [`${site}/`, base.replace(/\/*$/, "/")];
  return (address) => ask(site !== undefined && address.startsWith(from) ? to + address.slice(from.length) : address);
}

export interface Server {
  readonly ask: Ask;
  /** The issuer's keys that stand there, for who has no folder with what was published before. */
  readonly before: (path: string) => Promise<Json | undefined>;
}

/** The web server at an address; `site` is the address that its pages have in the issuer's words. */
export function openServer(
  { check: base, allowLocal }: CheckFlags,
  { site, issuerId }: { readonly site: string | undefined; readonly issuerId: string },
  voice: Voice,
): Server {
  if (voice.offline) throw fault("USAGE", "want --check or --offline, got both");
  if (!URL.canParse(base) || !base.startsWith("https://"))
    throw fault("USAGE", `want --check with an address such as https://registrar.example.edu, got ${quoted(base)}`);
  const ask = standingAt(openNetwork({ allowLocal }), site, base);
  return {
    ask,
    before: async (path) => {
      const answer = await ask(`${site}/${path}`);
      const got = answer.ok ? documentIn(answer.body) : answer;
      if (!got.ok || !isObject(got.value)) return undefined;
      return got.value["id"] === issuerId || Array.isArray(got.value["keys"]) ? got.value : undefined;
    },
  };
}

export async function check(
  pages: readonly Page[],
  site: string | undefined,
  { ask }: Server,
  { within }: CheckFlags,
  voice: Voice,
): Promise<number> {
  const load = async (address: string) => {
    const answer = await ask(address);
    return answer.ok ? documentIn(answer.body) : answer;
  };
  const facts = {
    now: voice.now,
    within,
    examine: (body: string) => examine(body.trim(), { now: voice.now, load, keys: [] }),
  };
  const judged: (Judged & { readonly page: Page })[] = [];
  for (const page of pages) {
    const answer = await ask(page.url);
    if (answer.ok) {
      const live = { body: answer.body, type: answer.headers["content-type"] ?? "" };
      judged.push({ page, ...(await judgedPage(page, live, facts)) });
    } else {
      judged.push({ page, state: GONE.has(answer.status ?? 0) ? "missing" : "unknown", message: answer.reason });
    }
  }
  if (voice.json) {
    const files = judged.map(({ page, state, message }) => ({
      path: page.path,
      url: page.url,
      state,
      message: message ?? null,
    }));
    voice.print(JSON.stringify({ site: site ?? null, files }));
  } else {
    for (const { page, state, message } of judged)
      voice.print(`${state.padEnd(9)}  ${page.url}${message === undefined ? "" : `: ${message}`}`);
  }
  const wrong = judged.filter(({ state }) => state !== "ok").length;
  voice.say(
    wrong === 0
      ? `all ${count(pages.length, "page")} stand as they should`
      : `${wrong} of ${count(pages.length, "page")} do not stand as they should`,
  );
  return worstExit(judged.map(({ state }) => STATUS[state]));
}
