// The network: one question over https and its answer, with caps on time, size and redirects.
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { Agent, request } from "node:https";
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import { printable, quoted } from "../core/text.ts";
import { addressRule, checkedLookup, NOT_PUBLIC, type Resolver, urlFault } from "./network-address.ts";

const TIME_LIMIT_MS = 5_000;
const SIZE_LIMIT = 5 * 1024 * 1024;
const MOST_REDIRECTS = 3;
/** Connections at a time: one file may name many addresses. */
const CONNECTIONS = 8;

/** What came of asking: the text that stands there and its headers, or why there is none, and what the server said. */
export type Answer =
  | { readonly ok: true; readonly body: string; readonly headers: IncomingHttpHeaders }
  | {
      readonly ok: false;
      readonly reason: string;
      readonly status?: number;
      readonly headers?: IncomingHttpHeaders;
    };

/** A question that is more than an address. It goes to that server and no other: none is sent on to another host. */
export interface Question {
  readonly headers?: Readonly<Record<string, string>>;
  /** Makes it a POST, which is never sent on at all. */
  readonly body?: string;
}

export type Ask = (address: string, question?: Question) => Promise<Answer>;

export interface NetworkOptions {
  /** Also asks the machine itself and private networks, on any port: for tests and intranets. */
  readonly allowLocal?: boolean | undefined;
  /** Certificates to trust instead of the system's, as PEM. */
  readonly ca?: string;
  readonly resolver?: Resolver;
  readonly timeLimit?: number;
  /** Bytes of the largest answer that is taken. */
  readonly sizeLimit?: number;
}

const no = (reason: string): Answer => ({ ok: false, reason });

const UNTRUSTED = "its certificate is signed by nobody whom this machine trusts";

/** What the codes of Node and OpenSSL mean to a person. */
const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: "there is no host of that name",
  EAI_AGAIN: "its name cannot be looked up now",
  ECONNREFUSED: "it refuses connections",
  ECONNRESET: "it broke the connection off",
  EHOSTUNREACH: "it cannot be reached",
  ENETUNREACH: "it cannot be reached",
  ETIMEDOUT: "no answer in time",
  ABORT_ERR: "no answer in time",
  CERT_HAS_EXPIRED: "its certificate has expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another host",
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  EPROTO: "it does not speak https",
};
const OWN_WORDS = new Set([NOT_PUBLIC]);

function reasonOf(error: Error): string {
  if (error.name === "AbortError" || error.name === "TimeoutError") return "no answer in time";
  if (OWN_WORDS.has(error.message)) return error.message;
  const code = "code" in error ? String(error.code) : "";
  return REASONS[code] ?? `the connection failed: ${printable(code === "" ? error.message : code, 80)}`;
}

/** Encodings that some servers answer in although none was asked for. */
const UNPACK: Readonly<Record<string, (bytes: Uint8Array, options: { maxOutputLength: number }) => Buffer>> = {
  gzip: gunzipSync,
  "x-gzip": gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};
const tooLarge = (limit: number): Answer => no(`the answer is larger than ${limit / 1024 / 1024} MiB`);

function unpacked(bytes: Uint8Array, headers: IncomingHttpHeaders, limit: number): Answer {
  const encoding = headers["content-encoding"]?.trim().toLowerCase() ?? "identity";
  try {
    const unpack = Object.hasOwn(UNPACK, encoding) ? UNPACK[encoding] : undefined;
    if (unpack === undefined && encoding !== "identity") return no(`the answer is packed as ${quoted(encoding)}`);
    const body = unpack === undefined ? bytes : unpack(bytes, { maxOutputLength: limit });
    return { ok: true, body: new TextDecoder("utf-8", { fatal: true }).decode(body), headers };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "ERR_BUFFER_TOO_LARGE") return tooLarge(limit);
    return no(code === "ERR_ENCODING_INVALID_ENCODED_DATA" ? "the answer is not UTF-8 text" : "the answer is broken");
  }
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** Where an answer sends the question on to: only to the same server, by https. Anybody could stand elsewhere. */
function redirection(from: URL, { headers }: IncomingMessage): URL | string {
  const { location } = headers;
  const to = location !== undefined && URL.canParse(location, from.href) ? new URL(location, from.href) : undefined;
  if (to === undefined) return "the server sends the question on to nowhere";
  if (to.protocol !== "https:") return "the server sends the question on to an address that is not https";
  if (to.host !== from.host) {
    return `the server sends the question on to another host, ${quoted(to.host)}, which laurel does not follow`;
  }
  return to;
}

/** Asks by https. Never throws; what went wrong is the answer. */
export function openNetwork(options: NetworkOptions = {}): Ask {
  const { allowLocal = false, ca, resolver, timeLimit = TIME_LIMIT_MS, sizeLimit = SIZE_LIMIT } = options;
  const agent = new Agent({ keepAlive: true, maxTotalSockets: CONNECTIONS, ...(ca === undefined ? {} : { ca }) });
  const lookup = checkedLookup(addressRule(allowLocal), resolver);
  const headers = {
    accept: "application/did+json, application/json, application/vc, application/vc+jwt, */*;q=0.1",
    "accept-encoding": "identity",
    "user-agent": "laurel",
  };

  const once = (url: URL, signal: AbortSignal, question: Question): Promise<Answer | URL> =>
    new Promise((resolve) => {
      const { body } = question;
      const method = body === undefined ? "GET" : "POST";
      const call = request(url, { agent, lookup, signal, method, headers: { ...headers, ...question.headers } });
      const end = (answer: Answer | URL) => {
        resolve(answer);
        call.destroy();
      };
      call.on("error", (error) => resolve(no(reasonOf(error))));
      call.on("response", (answer) => {
        const { statusCode = 0 } = answer;
        if (REDIRECTS.has(statusCode) && body === undefined) {
          const to = redirection(url, answer);
          return end(typeof to === "string" ? no(to) : to);
        }
        if (statusCode !== 200) {
          return end({
            ok: false,
            reason: `the server answered ${statusCode}`,
            status: statusCode,
            headers: answer.headers,
          });
        }
        const chunks: Buffer[] = [];
        let size = 0;
        answer.on("data", (chunk: Buffer) => {
          size += chunk.length;
          if (size > sizeLimit) end(tooLarge(sizeLimit));
          else chunks.push(chunk);
        });
        answer.on("error", (error) => resolve(no(reasonOf(error))));
        answer.on("end", () => resolve(unpacked(Buffer.concat(chunks), answer.headers, sizeLimit)));
      });
      call.end(body);
    });

  return async (address, question = {}) => {
    const signal = AbortSignal.timeout(timeLimit);
    let url = URL.canParse(address) ? new URL(address) : undefined;
    for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
      const fault = urlFault(url, allowLocal);
      if (url === undefined || fault !== undefined) return no(fault ?? "it is not an https address");
      const answer = await once(url, signal, question);
      if (!(answer instanceof URL)) return answer;
      url = answer;
    }
    return no(`the server sends the question on more than ${MOST_REDIRECTS} times`);
  };
}
