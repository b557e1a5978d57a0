// What must stand on an issuer's web server, page by page: keys, status lists, the issuer and the achievements.
import { OB, VC_V2 } from "../contexts/bundle.ts";
import { fault, placed } from "../core/fault.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { text } from "../core/json.ts";
import { quoted } from "../core/text.ts";
import { didDocumentOf, jwkSetOf } from "../dids/publication.ts";
import type { PublicKey } from "../dids/signing-key.ts";
import { didWebUrl } from "../dids/web.ts";
import type { Secured } from "../proofs/secure.ts";

/** Kinds of pages: the media type that a server should give, and others that readers take as well. */
export const KINDS = {
  keys: {
    type: "application/did+json",
    also: ["application/did+ld+json", "application/did", "application/ld+json", "application/json"],
  },
  "key set": { type: "application/jwk-set+json", also: ["application/json"] },
  list: { type: "application/vc", also: ["application/vc+ld+json", "application/ld+json", "application/json"] },
  token: { type: "application/vc+jwt", also: ["application/vc-ld+jwt", "application/jwt", "text/plain"] },
  issuer: { type: "application/json", also: ["application/ld+json"] },
  achievement: { type: "application/json", also: ["application/ld+json"] },
} as const satisfies Readonly<Record<string, { readonly type: string; readonly also: readonly string[] }>>;

export interface Page {
  /** Within the folder, with `/` between its parts. */
  readonly path: string;
  readonly url: string;
  readonly kind: keyof typeof KINDS;
  readonly body: string;
}

export interface SiteFacts {
  readonly issuer: JsonObject;
  readonly issuerId: string;
  /** The key in use first. */
  readonly keys: readonly PublicKey[];
  readonly achievements: readonly { readonly slug: string; readonly achievement: JsonObject }[];
  readonly lists: readonly { readonly url: string; readonly body: string; readonly extension: Secured["extension"] }[];
  /** What was published so far: nothing that stands in keys and key set is taken out. */
  readonly before: (path: string) => Promise<Json | undefined>;
}

/** Where the document with the issuer's keys stands; undefined when the identifier is the key, or names a folder. */
function keysUrl(id: string): string | undefined {
  if (id.startsWith("did:web:")) return didWebUrl(id);
  return id.startsWith("https://") && !new URL(id).pathname.endsWith("/") ? id : undefined;
}

/** The server that the pages are for: the issuer's, or the one with the status lists. */
export function siteOf({
  issuer,
  issuerId,
  lists,
}: Pick<SiteFacts, "issuer" | "issuerId" | "lists">): string | undefined {
  const own = issuerId.startsWith("https://") ? issuerId : keysUrl(issuerId);
  const address = own ?? lists[0]?.url ?? text(issuer["url"]);
  return address !== undefined && URL.canParse(address) ? new URL(address).origin : undefined;
}

/** The file that a static server gives for an address. */
function pathOf(address: string): string {
  const parts = new URL(address).pathname.split("/").slice(1).map(decodeURIComponent);
  if (parts.every((part) => part !== "" && part !== "." && part !== ".." && !/[/\\\0]/.test(part)))
    return parts.join("/");
  throw fault("CONFIG_INVALID", `want an address that can be that of a file, got ${quoted(address)}`);
}

const KEY_SET = ".well-known/jwks.json";
const isFile = (address: string): boolean => !new URL(address).pathname.endsWith("/") && new URL(address).search === "";

const shown = (value: Json): string => `${JSON.stringify(value, null, 2)}\n`;
const described = (value: JsonObject): string => shown({ "@context": [VC_V2, OB], ...value });

/** Every page, each at a path of its own. Throws CONFIG_INVALID for two that would stand at one. */
export async function pagesOf(facts: SiteFacts): Promise<readonly Page[]> {
  const { issuer, issuerId, keys, achievements, lists, before } = facts;
  const site = siteOf(facts);
  if (site === undefined) {
    throw fault("CONFIG_INVALID", "want to know the web server, got no address of it", {
      hint: "Set issuer.id to a did:web such as did:web:registrar.example.edu, or `status: url:`, or issuer.url.",
    });
  }
  const at = (path: string): string => `${site}/${path}`;
  const own = keysUrl(issuerId);
  /** A page to which keys are only added. */
  const keeping = async (
    kind: "keys" | "key set",
    url: string,
    add: (before: Json | undefined) => Json,
  ): Promise<Page> => {
    const path = pathOf(url);
    try {
      return { path, url, kind, body: shown(add(await before(path))) };
    } catch (error) {
      throw placed(error, { file: path });
    }
  };
  const achievementUrl = (slug: string, achievement: JsonObject): string => {
    const id = text(achievement["id"]) ?? "";
    return id.startsWith(`${site}/`) && isFile(id) ? (id.split("#", 1)[0] ?? id) : at(`achievements/${slug}.json`);
  };
  const pages: readonly Page[] = [
    ...(own === undefined ? [] : [await keeping("keys", own, (so) => didDocumentOf(issuerId, keys, so))]),
    await keeping("key set", at(KEY_SET), (so) => jwkSetOf(keys, so)),
    ...lists.map(({ url, body, extension }): Page => {
      return { path: pathOf(url), url, kind: extension === ".jwt" ? "token" : "list", body };
    }),
    { path: "issuer.json", url: at("issuer.json"), kind: "issuer", body: described(issuer) },
    ...achievements.map(({ slug, achievement }): Page => {
      const url = achievementUrl(slug, achievement);
      return { path: pathOf(url), url, kind: "achievement", body: described(achievement) };
    }),
  ];
  const paths = new Set<string>();
  for (const { path } of pages) {
    const parents = path.split("/").map((_, depth, parts) => parts.slice(0, depth).join("/"));
    if (paths.has(path) || parents.some((parent) => paths.has(parent)))
      throw fault("CONFIG_INVALID", `want one thing at each address, got two at ${at(path)}`);
    paths.add(path);
  }
  return pages;
}
