// Lists of issuers that a verifier trusts: laurel's own form, and the registries of the Digital Credentials Consortium.
import type { FaultFacts } from "../core/fault.ts";
import { asDateTime, instantOf } from "../core/instant.ts";
import { isObject, type Json, type JsonObject, listOf, objectsOf, pointerTo, stringsOf, text } from "../core/json.ts";
import { oneOf, quoted } from "../core/text.ts";

export interface TrustedIssuer {
  /** DIDs and https identifiers. */
  readonly ids: readonly string[];
  readonly name?: string;
  /** Multikeys and JWK thumbprints; with none, every key of the issuer counts. */
  readonly keys: readonly string[];
  /** Bounds of the time in which it may have issued, in milliseconds since 1970. */
  readonly from?: number;
  readonly until?: number;
  /** When the word of the one who lists it ends; a snapshot says nothing of the time after. */
  readonly stale?: number;
  /** Identifiers of others whose status lists count for it. */
  readonly statusLists: readonly string[];
}

/** A registry that must be asked by address. */
export interface Registry {
  readonly name: string;
  readonly type: "dcc-legacy" | "oidf";
  /** Of the registry's document, or of its trust anchor's entity configuration. */
  readonly address: string;
}

export interface TrustList {
  /** What its owner calls it, else its file. */
  readonly name: string;
  /** When it was last changed, as it says. */
  readonly date?: string;
  /** Of its file, in hexadecimal. */
  readonly sha256: string;
  readonly issuers: readonly TrustedIssuer[];
  readonly registries: readonly Registry[];
}

export type TrustContent = Pick<TrustList, "issuers" | "registries"> & {
  readonly name?: string;
  readonly date?: string;
};

export interface TrustReading {
  readonly value: TrustContent;
  readonly faults: readonly FaultFacts[];
}

const EMPTY: TrustContent = { issuers: [], registries: [] };
const wrong = (message: string, pointer: string, hint?: string): FaultFacts => ({
  code: "TRUST_INVALID",
  message,
  pointer,
  ...(hint === undefined ? {} : { hint }),
});

/** Members of an issuer by what they mean, in every spelling that is taken; letter case, hyphens and underscores aside. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  name: ["name"],
  ids: ["id", "ids", "did", "dids"],
  keys: ["key", "keys", "thumbprint", "thumbprints"],
  from: ["validfrom", "from"],
  until: ["validuntil", "until"],
  statusLists: ["statuslists", "statuslistissuers"],
  note: ["note", "url", "location"],
};
const plainly = (name: string): string => name.toLowerCase().replace(/[-_ ]/g, "");
const memberOf = (name: string): string | undefined =>
  Object.entries(MEMBERS).find(([, spellings]) => spellings.includes(plainly(name)))?.[0];

const ID = /^(did:[a-z0-9]+:\S+|https:\/\/\S+)$/;
/** A multikey, or a SHA-256 in base64url. */
const KEY = /^(z[1-9A-HJ-NP-Za-km-z]{40,}|[A-Za-z0-9_-]{43})$/;
const WORDS: Readonly<Record<string, { readonly form: RegExp; readonly wanted: string }>> = {
  ids: { form: ID, wanted: "a DID or an https address" },
  keys: { form: KEY, wanted: "a multikey such as z6Mk… or a JWK thumbprint of 43 characters" },
  statusLists: { form: ID, wanted: "a DID or an https address" },
};

function issuerIn(entry: JsonObject, base: string): { issuer: TrustedIssuer; faults: readonly FaultFacts[] } {
  const faults: FaultFacts[] = [];
  const lists: Record<string, readonly string[]> = { ids: [], keys: [], statusLists: [] };
  const times: Record<string, number> = {};
  let name: string | undefined;
  for (const [written, value] of Object.entries(entry)) {
    const member = memberOf(written);
    const pointer = base + pointerTo(written);
    const rule = WORDS[member ?? ""];
    if (member === undefined) {
      faults.push(wrong(`no member ${quoted(written)} may stand here`, pointer, "`laurel help trust` shows the form."));
    } else if (rule !== undefined) {
      const words = stringsOf(value);
      const bad = listOf(value).find((word) => typeof word !== "string" || !rule.form.test(word));
      if (bad !== undefined) faults.push(wrong(`want ${rule.wanted}, got ${quoted(String(bad))}`, pointer));
      lists[member] = [...(lists[member] ?? []), ...words];
    } else if (member === "from" || member === "until") {
      const time = timeOf(text(value) ?? "", member === "until");
      if (time === undefined)
        faults.push(wrong(`want a date such as 2026-05-31, got ${quoted(String(value))}`, pointer));
      else times[member] = time;
    } else if (member === "name") name = text(value);
  }
  const { ids = [], keys = [], statusLists = [] } = lists;
  if (ids.length === 0) faults.push(wrong('want an "id", the DID or https address of the issuer', base));
  const issuer = { ids, keys, statusLists, ...times, ...(name === undefined ? {} : { name }) };
  return { issuer, faults };
}

const DAY = 86_400_000;

/** An instant; of a day the first, or as an end the last. */
function timeOf(written: string, end: boolean): number | undefined {
  const time = instantOf(asDateTime(written) ?? "");
  return time !== undefined && end && !written.includes("T") ? time + DAY - 1 : time;
}

const ownForm = (value: JsonObject): TrustReading => {
  const entries = listOf(value["issuers"]);
  const read = entries.map((entry, index) =>
    isObject(entry)
      ? issuerIn(entry, pointerTo("issuers", index))
      : { faults: [wrong("want an issuer with its members", pointerTo("issuers", index))] },
  );
  return {
    value: {
      ...namedIn(value),
      issuers: read.flatMap((one) => ("issuer" in one ? one.issuer : [])),
      registries: [],
    },
    faults: read.flatMap(({ faults }) => faults),
  };
};

function namedIn(value: JsonObject): { readonly name?: string; readonly date?: string } {
  const name = text(value["name"]);
  const date = text(value["updated"]) ?? text(value["date"]);
  return { ...(name === undefined ? {} : { name }), ...(date === undefined ? {} : { date }) };
}

/** A registry of the consortium: `registry` (in early ones `entries`) maps a DID to its name, and `meta` tells the date. */
export function registryContent(value: JsonObject): TrustContent | undefined {
  const entries = isObject(value["registry"]) ? value["registry"] : value["entries"];
  if (!isObject(entries)) return undefined;
  const issuers = Object.entries(entries).flatMap(([id, entry]): TrustedIssuer[] => {
    const name = text(isObject(entry) ? entry["name"] : undefined);
    return ID.test(id) ? [{ ids: [id], keys: [], statusLists: [], ...(name === undefined ? {} : { name }) }] : [];
  });
  const date = text(isObject(value["meta"]) ? value["meta"]["updated"] : undefined);
  return { issuers, registries: [], ...(date === undefined ? {} : { date }) };
}

const ADDRESSES: Readonly<Record<Registry["type"], string>> = { "dcc-legacy": "url", oidf: "trustAnchorEC" };

/** The consortium's list of known registries: each with its name, type and address. */
function knownRegistries(entries: readonly JsonObject[]): TrustReading {
  const faults: FaultFacts[] = [];
  const registries = entries.flatMap((entry, index): Registry[] => {
    const type = text(entry["type"]) ?? "dcc-legacy";
    const member = Object.hasOwn(ADDRESSES, type) ? ADDRESSES[type as Registry["type"]] : undefined;
    const address = text(entry[member ?? ""]);
    if (member === undefined || address === undefined || !address.startsWith("https://")) {
      faults.push(wrong(`want a registry of type ${oneOf(Object.keys(ADDRESSES))} with an https address`, `/${index}`));
      return [];
    }
    return [{ name: text(entry["name"]) ?? address, type: type as Registry["type"], address }];
  });
  return { value: { issuers: [], registries }, faults };
}

/** Reads a list in whichever of the known forms it is; a file of another form is a fault. */
export function readTrustList(value: Json): TrustReading {
  if (Array.isArray(value)) {
    const entries = objectsOf(value);
    const known = entries.length > 0 && entries.every((entry) => "url" in entry || "trustAnchorEC" in entry);
    if (known && entries.every((entry) => !("id" in entry || "did" in entry))) return knownRegistries(entries);
    if (entries.length > 0) return ownForm({ issuers: value });
  }
  if (isObject(value)) {
    if ("issuers" in value) return ownForm(value);
    const registry = registryContent(value);
    if (registry !== undefined) return { value: registry, faults: [] };
    if (Array.isArray(value["registries"])) return knownRegistries(objectsOf(value["registries"]));
  }
  const message = "want a list of issuers, a registry, or statements of an OpenID Federation";
  return { value: EMPTY, faults: [wrong(message, "", "`laurel help trust` shows the forms that laurel reads.")] };
}
