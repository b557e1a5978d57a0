// The network: https only, to public addresses only, one answer without redirects, with caps on time and size.
import { lookup as dnsLookup } from "node:dns";
import { request } from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { parseJson } from "../core/strict-json.ts";
import type { Got, Loader } from "../dids/resolve.ts";

const TIME_LIMIT_MS = 5_000;
const SIZE_LIMIT = 5 * 1024 * 1024;

/** Ranges that a stranger's credential must not make this machine talk to (IANA special-purpose registries). */
const PRIVATE = new BlockList();
for (const [net, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
] as const) {
  PRIVATE.addSubnet(net, prefix, "ipv4");
}
const PUBLIC_V6 = new BlockList();
PUBLIC_V6.addSubnet("2000::", 3, "ipv6");
const TUNNELS = new BlockList();
TUNNELS.addSubnet("2001::", 23, "ipv6");
TUNNELS.addSubnet("2002::", 16, "ipv6");

const isPublic = (address: string): boolean =>
  isIP(address) === 4
    ? !PRIVATE.check(address, "ipv4")
    : PUBLIC_V6.check(address, "ipv6") && !TUNNELS.check(address, "ipv6");

/** Resolves a name and connects only if every address is public: what was checked is what is connected to. */
const publicLookup: LookupFunction = (host, options, done) => {
  dnsLookup(host, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error !== null || first === undefined) return done(error ?? new Error("no address"), "", 0);
    if (!addresses.every(({ address }) => isPublic(address)))
      return done(new Error("it leads to a private address"), "", 0);
    return options.all === true ? done(null, addresses) : done(null, first.address, first.family);
  });
};

const failure = (reason: string): Got => ({ ok: false, reason });

/** Documents as JSON; a token is given as a JSON string. */
function documentIn(body: string): Got {
  try {
    return { ok: true, value: body.trimStart().startsWith("{") ? parseJson(body) : body.trim() };
  } catch {
    return failure("what stands there is not JSON");
  }
}

function get(url: URL): Promise<Got> {
  return new Promise((resolve) => {
    const call = request(url, {
      lookup: publicLookup,
      signal: AbortSignal.timeout(TIME_LIMIT_MS),
      headers: { accept: "application/did+json, application/json, application/vc, application/vc+jwt, */*;q=0.1" },
    });
    call.on("error", (error) =>
      resolve(
        failure(error.name === "AbortError" || error.name === "TimeoutError" ? "no answer in time" : error.message),
      ),
    );
    call.on("response", (answer) => {
      if (answer.statusCode !== 200) {
        answer.resume();
        resolve(failure(`the server answered ${answer.statusCode}`));
        return;
      }
      const chunks: Buffer[] = [];
      let size = 0;
      answer.on("data", (chunk: Buffer) => {
        size += chunk.length;
        chunks.push(chunk);
        if (size > SIZE_LIMIT) call.destroy(new Error("the answer is too large"));
      });
      answer.on("error", (error) => resolve(failure(error.message)));
      answer.on("end", () => resolve(documentIn(Buffer.concat(chunks).toString("utf8"))));
    });
    call.end();
  });
}

export const fromNetwork: Loader = async (address) => {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== "https:") return failure("it is not an https address");
  if (url.port !== "") return failure("laurel asks on port 443 only");
  if (url.username !== "" || url.password !== "") return failure("its address holds a password");
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0 && !isPublic(host)) return failure("it leads to a private address");
  return get(url);
};

/** For `--offline`. */
export const noNetwork: Loader = async () => failure("laurel was told to stay off the network");
