// From an address that a person pasted to the package of the framework, or to the list of frameworks that stands there.
import { createHash } from "node:crypto";
import { type Fault, fault } from "../core/fault.ts";
import type { JsonObject } from "../core/json.ts";
import { count, printable } from "../core/text.ts";
import { addressesOf } from "../frameworks/address.ts";
import type { Framework } from "../frameworks/framework.ts";
import { readFramework } from "../frameworks/reader.ts";
import { answerOf } from "../frameworks/server-answer.ts";
import type { CaseServer, Served } from "./case-server.ts";

export type Fetched =
  | {
      readonly kind: "package";
      readonly address: string;
      /** As the server gave it. */
      readonly body: string;
      readonly framework: Framework;
      readonly sha256: string;
    }
  | {
      readonly kind: "list";
      readonly address: string;
      readonly documents: readonly JsonObject[];
      readonly total?: number;
    };

/** An item leads to its document, that to its package. */
const MOST_STEPS = 20;
const PAGE = 100;
const MOST_PAGES = 100;

const LOCKED = new Set([401, 403]);
const KEYS =
  "The server wants credentials: LAUREL_CASE_CLIENT_ID, LAUREL_CASE_CLIENT_SECRET and LAUREL_CASE_TOKEN_URL in the environment, and LAUREL_CASE_HOST when the token comes from another host.";

function failure(tried: readonly (readonly [address: string, reason: string, status?: number])[]): Fault {
  const [address, reason] = tried.find(([, , status]) => status !== undefined && LOCKED.has(status)) ??
    tried.at(-1) ?? ["", ""];
  const locked = tried.some(([, , status]) => status !== undefined && LOCKED.has(status));
  const others = tried.length - 1;
  const also =
    others > 0 ? ` (and nothing at ${count(others, "other address", "other addresses")} of the same thing)` : "";
  return fault("FETCH_FAILED", `no framework could be had: ${reason}${also}`, {
    file: address,
    hint: locked ? KEYS : "Paste the address of the framework, as …/ims/case/v1p1/CFPackages/{identifier}.",
  });
}

/** All pages of a list: by the server's own links, else by counting. */
async function allPages(
  first: Served & { ok: true },
  address: string,
  documents: readonly JsonObject[],
  server: CaseServer,
) {
  const all = [...documents];
  let [page, at, size] = [first, address, documents.length];
  for (let pages = 1; pages < MOST_PAGES && size > 0; pages++) {
    const counted = new URL(at);
    const limit = Number(counted.searchParams.get("limit")) || PAGE;
    const more = page.link !== undefined || (page.total === undefined ? size >= limit : all.length < page.total);
    if (!more) break;
    counted.searchParams.set("limit", String(limit));
    counted.searchParams.set("offset", String((Number(new URL(address).searchParams.get("offset")) || 0) + all.length));
    at = page.link ?? counted.href;
    if (new URL(at).host !== new URL(address).host) break;
    const next = await server(at);
    const answer = next.ok ? answerOf(next.value, at) : undefined;
    if (!next.ok || answer?.kind !== "list") break;
    const known = new Set(all.map((one) => JSON.stringify(one)));
    const fresh = answer.documents.filter((one) => !known.has(JSON.stringify(one)));
    all.push(...fresh);
    [page, size] = [next, fresh.length];
  }
  return { documents: all, ...(page.total !== undefined && { total: page.total }) };
}

/** Throws FETCH_FAILED or FRAMEWORK_INVALID. */
export async function fetchFramework(pasted: URL, server: CaseServer): Promise<Fetched> {
  const waiting = [...addressesOf(pasted)];
  const seen = new Set<string>();
  const tried: [string, string, number?][] = [];
  for (let address = waiting.shift(); address !== undefined && seen.size < MOST_STEPS; address = waiting.shift()) {
    if (seen.has(address)) continue;
    seen.add(address);
    const served = await server(address);
    if (!served.ok) {
      tried.push([address, served.reason, served.status]);
      continue;
    }
    const answer = answerOf(served.value, address);
    if (answer.kind === "package") {
      const framework = readFramework(served.value, address);
      const sha256 = createHash("sha256").update(served.body).digest("hex");
      return { kind: "package", address, body: served.body, framework, sha256 };
    }
    if (answer.kind === "list")
      return { kind: "list", address, ...(await allPages(served, address, answer.documents, server)) };
    if (answer.kind === "part" && answer.addresses.length > 0)
      waiting.unshift(...answer.addresses.flatMap((one) => addressesOf(new URL(one))));
    else
      tried.push([
        address,
        answer.kind === "refusal"
          ? `the server says ${JSON.stringify(printable(answer.reason))}`
          : "the answer is no framework",
      ]);
  }
  throw failure(tried);
}
