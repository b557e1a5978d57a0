// laurel.yaml: what a registrar settles once.

import { isObject, type JsonObject, listOf, stringsOf, text } from "../core/json.ts";
import { DATE_ORDERS, type DateOrder } from "./date.ts";
import { DECIMAL_MARKS, type DecimalMark } from "./decimal.ts";
import { FEWEST_ENTRIES, MOST_ENTRIES, PURPOSES, type Purpose } from "./status-list.ts";

export interface IssuerProfile {
  /** A DID or https URL; without it the issuer is the did:key of the key. */
  readonly id?: string;
  readonly name: string;
  readonly url?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly description?: string;
  readonly image?: string;
}

export const IDENTIFY_BY = ["email", "id", "name", "did"] as const;
export type IdentifyBy = (typeof IDENTIFY_BY)[number];

export interface RecipientPolicy {
  readonly identifyBy: readonly IdentifyBy[];
  /** Identifiers as salted hashes; the name is then left out unless it is listed. */
  readonly hashed: boolean;
}

/** Where the credentials' status is published, and how. */
export interface StatusSettings {
  /** Address of a status list, with `{list}` for its name. */
  readonly url: string;
  readonly purposes: readonly Purpose[];
  /** Folder of the register and of the signed lists. */
  readonly folder: string;
  readonly entries: number;
  /** How long a signed list is valid. */
  readonly validDays: number;
  /** What the purpose `message` can say. */
  readonly messages: readonly string[];
}

export interface Settings {
  readonly issuer: IssuerProfile;
  readonly key?: string;
  readonly proof?: string;
  readonly achievements?: string;
  readonly frameworks: readonly string[];
  /** Header of the roster, as written there, to laurel's column name or `ignore`. */
  readonly columns: Readonly<Record<string, string>>;
  readonly recipient: RecipientPolicy;
  /** How days are written that do not begin with the year. */
  readonly dates?: DateOrder;
  /** What stands before the decimals of a number. */
  readonly decimals?: DecimalMark;
  readonly status?: StatusSettings;
  readonly out?: string;
}

const strings = { type: ["array", "string"], items: { type: "string", minLength: 1 } } as const;
const word = { type: "string", minLength: 1 } as const;

/** The JSON Schema of laurel.yaml. */
export const SETTINGS_SCHEMA: JsonObject = {
  type: "object",
  required: ["issuer"],
  additionalProperties: false,
  properties: {
    issuer: {
      type: "object",
      required: ["name"],
      additionalProperties: false,
      properties: {
        id: {
          type: "string",
          pattern: "^(did:[a-z0-9]+:[^\\s#?/]+|https://[^\\s#]+)$",
          wanted: "a DID such as did:web:registrar.example.edu, or an https address",
        },
        name: word,
        url: { type: "string", format: "uri" },
        email: { type: "string", pattern: "^[^\\s@]+@[^\\s@]+$", wanted: "an e-mail address" },
        phone: word,
        description: word,
        image: { type: "string", format: "uri", wanted: "the address of an image, such as https://…" },
      },
    },
    key: word,
    proof: word,
    achievements: word,
    frameworks: strings,
    columns: { type: "object", additionalProperties: word },
    recipient: {
      type: "object",
      additionalProperties: false,
      properties: {
        "identify-by": { type: ["array", "string"], items: { enum: [...IDENTIFY_BY] }, minItems: 1 },
        hashed: { type: "boolean" },
      },
    },
    dates: { enum: [...DATE_ORDERS] },
    decimals: { enum: [...DECIMAL_MARKS] },
    status: {
      type: "object",
      additionalProperties: false,
      required: ["url"],
      properties: {
        url: {
          type: "string",
          pattern: "^https://[^\\s{}?#]+/[^\\s{}?#]*\\{list\\}[^\\s{}?#]*$",
          wanted: "an https address with {list} in it, such as https://registrar.example.edu/status/{list}",
        },
        purposes: { type: ["array", "string"], items: { enum: [...PURPOSES] }, minItems: 1, uniqueItems: true },
        folder: word,
        entries: { type: "integer", minimum: FEWEST_ENTRIES, maximum: MOST_ENTRIES, multipleOf: 8 },
        "valid-days": { type: "integer", minimum: 1, maximum: 3660 },
        messages: { type: "array", items: word, minItems: 2, maxItems: 256, uniqueItems: true },
      },
    },
    out: word,
  },
};

const DEFAULT_IDENTITIES: readonly IdentifyBy[] = ["email", "id"];

const VALID_DAYS = 30;
const STATUS_FOLDER = "status";

function statusOf(value: JsonObject): StatusSettings {
  const { url, folder, entries, messages } = value;
  const named = stringsOf(value["purposes"]) as readonly Purpose[];
  const asked = named.length === 0 ? (["revocation"] as const) : named;
  const said = stringsOf(messages);
  return {
    url: String(url),
    purposes: PURPOSES.filter((purpose) => asked.includes(purpose) || (purpose === "message" && said.length > 0)),
    folder: text(folder) ?? STATUS_FOLDER,
    entries: typeof entries === "number" ? entries : FEWEST_ENTRIES,
    validDays: typeof value["valid-days"] === "number" ? value["valid-days"] : VALID_DAYS,
    messages: said,
  };
}

/** Settings from a document that fits SETTINGS_SCHEMA. */
export function settingsOf(value: JsonObject): Settings {
  const recipient = isObject(value["recipient"]) ? value["recipient"] : {};
  const identifyBy = stringsOf(recipient["identify-by"]) as readonly IdentifyBy[];
  const { issuer, key, proof, achievements, columns, dates, decimals, status, out } = value;
  return {
    issuer: issuer as unknown as IssuerProfile,
    ...strip({ key: text(key), proof: text(proof), achievements: text(achievements), out: text(out) }),
    frameworks: listOf(value["frameworks"]).map(String),
    columns: (isObject(columns) ? columns : {}) as Readonly<Record<string, string>>,
    recipient: {
      identifyBy: identifyBy.length === 0 ? DEFAULT_IDENTITIES : identifyBy,
      hashed: recipient["hashed"] === true,
    },
    ...(DATE_ORDERS.some((order) => order === dates) ? { dates: dates as DateOrder } : {}),
    ...(DECIMAL_MARKS.some((mark) => mark === decimals) ? { decimals: decimals as DecimalMark } : {}),
    ...(isObject(status) ? { status: statusOf(status) } : {}),
  };
}

const strip = <T extends Record<string, string | undefined>>(members: T) =>
  Object.fromEntries(Object.entries(members).filter(([, member]) => member !== undefined)) as {
    [K in keyof T]?: string;
  };
