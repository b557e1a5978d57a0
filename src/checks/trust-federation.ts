// OpenID Federation 1.0 as far as statements at hand carry it: a trust anchor's configuration vouches for its keys, the
// anchor's statements for those below it. Trust marks are left out: what one means, only its federation knows.
import type { KeyObject } from "node:crypto";
import { Fault } from "../core/fault.ts";
import { type JsonObject, object, text } from "../core/json.ts";
import { keySetDocument } from "../dids/document.ts";
import type { TrustContent, TrustedIssuer } from "../model/trust.ts";
import { parseToken, type Token, tokenHolds } from "../proofs/vc-jwt.ts";

/** Most statements of one file. */
const MOST = 5_000;

function tokenOf(compact: string): Token | undefined {
  try {
    return parseToken(compact.trim());
  } catch (error) {
    if (error instanceof Fault || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Section 3: what an entity is called. */
const entity = ({ payload }: Token): JsonObject => object(object(payload["metadata"])?.["federation_entity"]) ?? {};

const keysIn = ({ payload }: Token): readonly KeyObject[] =>
  keySetDocument(payload["jwks"], text(payload["sub"]) ?? "")?.methods.map(({ key }) => key) ?? [];

async function isSignedBy(token: Token, keys: readonly KeyObject[]): Promise<boolean> {
  for (const key of keys) if (tokenHolds(token, key)) return true;
  return false;
}

const seconds = (token: Token, claim: string): number | undefined => {
  const value = token.payload[claim];
  return typeof value === "number" ? value * 1000 : undefined;
};

function listed(statement: Token): TrustedIssuer {
  const name = text(entity(statement)["organization_name"]);
  const stale = seconds(statement, "exp");
  return {
    ids: [text(statement.payload["sub"]) ?? ""],
    keys: [],
    statusLists: [],
    ...(name === undefined ? {} : { name }),
    ...(stale === undefined ? {} : { stale }),
  };
}

const isOwn = ({ payload }: Token): boolean => payload["iss"] === payload["sub"];
/** Section 3.1.2: an anchor has nobody above it. */
const isAnchor = (token: Token): boolean => isOwn(token) && !("authority_hints" in token.payload);

/**
 * What the statements of a file say, beginning at its trust anchors, which the one who gave the file trusts. Undefined
 * when the file holds no anchor whose signature holds.
 */
export async function federationContent(statements: readonly string[]): Promise<TrustContent | undefined> {
  const tokens = statements.slice(0, MOST).flatMap((compact) => tokenOf(compact) ?? []);
  const keys = new Map<string, readonly KeyObject[]>();
  let title: { readonly name?: string; readonly date?: string } = {};
  for (const token of tokens.filter(isAnchor)) {
    const own = keysIn(token);
    if (!(await isSignedBy(token, own))) continue;
    keys.set(text(token.payload["sub"]) ?? "", own);
    const name = text(entity(token)["organization_name"]);
    const issued = seconds(token, "iat");
    const date = issued === undefined ? undefined : new Date(issued).toISOString().slice(0, 10);
    title = { ...(name === undefined ? {} : { name }), ...(date === undefined ? {} : { date }), ...title };
  }
  if (keys.size === 0) return undefined;
  const issuers: TrustedIssuer[] = [];
  let open = tokens.filter((token) => !isOwn(token));
  for (let found = true; found; ) {
    found = false;
    const left: Token[] = [];
    for (const statement of open) {
      const above = keys.get(text(statement.payload["iss"]) ?? "");
      if (above === undefined) left.push(statement);
      else if (await isSignedBy(statement, above)) {
        issuers.push(listed(statement));
        // An entity in between may vouch for others with the keys that stand here.
        const own = keysIn(statement);
        const sub = text(statement.payload["sub"]) ?? "";
        if (own.length > 0 && !keys.has(sub)) keys.set(sub, own);
        found = true;
      }
    }
    open = left;
  }
  return { ...title, issuers, registries: [] };
}

/** Where an anchor answers for one entity (section 8.1); undefined when it does not say. */
export function fetchAddress(configuration: string, issuer: string): string | undefined {
  const token = tokenOf(configuration);
  const endpoint = token === undefined ? undefined : text(entity(token)["federation_fetch_endpoint"]);
  if (endpoint === undefined || !URL.canParse(endpoint)) return undefined;
  const url = new URL(endpoint);
  url.searchParams.set("sub", issuer);
  return url.href;
}
