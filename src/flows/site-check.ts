// What stands on a web server, against what ought to: a page at a time, decided without asking.
import type { Report } from "../checks/examination.ts";
import { canonicalJson, isObject, type Json, type JsonObject, object, objectsOf } from "../core/json.ts";
import { parseJson } from "../core/strict-json.ts";
import { oneOf, quoted } from "../core/text.ts";
import { bitsIn } from "../model/status-list.ts";
import { documentIn } from "../proofs/stored.ts";
import { KINDS, type Page } from "./site.ts";
import { lapseOf } from "./status-lists.ts";

export type PageState = "ok" | "missing" | "different" | "mistyped" | "lapsing" | "unknown";

export interface Live {
  readonly body: string;
  readonly type: string;
}

export interface Judged {
  readonly state: PageState;
  readonly message?: string;
}

export interface CheckFacts {
  readonly now: Date;
  /** A list that ends within so many milliseconds is lapsing. */
  readonly within: number;
  /** Verifies a list by the keys that are live. */
  readonly examine: (body: string) => Promise<Report>;
}

const different = (message: string): Judged => ({ state: "different", message });

function valueIn(body: string): Json | undefined {
  try {
    return parseJson(body.replace(/^\ufeff/, ""));
  } catch {
    return undefined;
  }
}

const namesIn = (value: JsonObject): readonly string[] =>
  [...objectsOf(value["verificationMethod"]), ...objectsOf(value["keys"])].map(({ id, kid }) => String(id ?? kid));

/** A document as a whole; of keys also which are missing on either side, since a key that goes takes its credentials along. */
function sameDocument({ body }: Page, live: string): Judged | undefined {
  const [wanted, got] = [valueIn(body), valueIn(live)];
  if (!isObject(got) || !isObject(wanted)) return different("what stands there is not JSON");
  if (canonicalJson(wanted) === canonicalJson(got)) return undefined;
  const lacks = namesIn(wanted).filter((name) => !namesIn(got).includes(name));
  const more = namesIn(got).filter((name) => !namesIn(wanted).includes(name));
  if (lacks.length > 0) return different(`the key ${lacks.map(quoted).join(", ")} does not stand there`);
  if (more.length > 0)
    return different(`the key ${more.map(quoted).join(", ")} stands there alone; copy it into the folder`);
  return different("something else stands there");
}

/** A list by what it says, since one that was signed at another time says the same. */
async function sameList(
  { body }: Page,
  live: string,
  { now, within, examine }: CheckFacts,
): Promise<Judged | undefined> {
  const [wanted, got] = [documentIn(body), documentIn(live.trim())];
  const [ours, theirs] = [bitsIn(wanted), bitsIn(got)];
  const purposeOf = (list: JsonObject | undefined) => object(list?.["credentialSubject"])?.["statusPurpose"];
  if (got === undefined || theirs === undefined) return different("what stands there is no status list");
  if (got["id"] !== wanted?.["id"] || purposeOf(got) !== purposeOf(wanted))
    return different("another list stands there");
  if (ours === undefined || !Buffer.from(ours).equals(theirs)) return different("the list there is not the latest one");
  const lapses = lapseOf(got);
  if (lapses <= now.getTime() + within) {
    const when = new Date(lapses).toISOString().slice(0, 10);
    return { state: "lapsing", message: `the list there ${lapses <= now.getTime() ? "lapsed" : "lapses"} on ${when}` };
  }
  const { verdict, checks } = await examine(live);
  const against = checks.find(({ status }) => status === "failed") ?? checks.find(({ status }) => status === "unknown");
  return verdict === "valid" ? undefined : different(`the list there does not verify: ${against?.message ?? verdict}`);
}

const isList = ({ kind }: Page): boolean => kind === "list" || kind === "token";

/** What is to be said of a page that was fetched. */
export async function judgedPage(page: Page, live: Live, facts: CheckFacts): Promise<Judged> {
  const wrong = isList(page) ? await sameList(page, live.body, facts) : sameDocument(page, live.body);
  if (wrong !== undefined) return wrong;
  const { type, also } = KINDS[page.kind];
  const got = live.type.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if ([type, ...also].some((one) => one === got)) return { state: "ok" };
  return { state: "mistyped", message: `want the content type ${oneOf([type, ...also])}, got ${quoted(got)}` };
}
