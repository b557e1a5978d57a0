// What a conversion owes an account of: every leaf of its source.
import { isObject, type Json, type JsonObject, leaves } from "../../../src/core/json.ts";
import type { Conversion, Convert } from "../../../src/outputs/conversion.ts";
import { lerRsOf } from "../../../src/outputs/ler-rs/body.ts";
import { NOW, source } from "./sample.ts";

export const pointersOf = (document: JsonObject): readonly string[] =>
  [...leaves(document)].map(({ pointer }) => pointer);

export const lostIn = ({ accounts }: Conversion): ReadonlySet<string> =>
  new Set(accounts.flatMap(({ losses }) => losses.map(({ pointer }) => pointer)));

const WITHOUT = new Set(["verifications", "content"]);

/** A body without the originals that it carries: what its own fields say. */
export function ownFields(value: Json): Json {
  if (Array.isArray(value)) return value.map(ownFields);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => (WITHOUT.has(name) ? [] : [[name, ownFields(member)]])),
  );
}

const changed = (value: Json): Json =>
  typeof value === "number"
    ? value + 1
    : typeof value === "boolean"
      ? !value
      : /^\d{4}-\d{2}-\d{2}T/.test(String(value))
        ? "2001-02-03T04:05:06Z"
        : typeof value === "string" && /^https?:|^urn:|^did:/.test(value)
          ? `${value}-x`
          : typeof value === "string" && value.includes("@")
            ? `x${value}`
            : typeof value === "string" && /^[\d.]+$/.test(value)
              ? `${value}1`
              : `${String(value)} x`;

function withLeaf(document: Json, tokens: readonly string[], value: Json): Json {
  const [token, ...rest] = tokens;
  if (token === undefined) return value;
  if (Array.isArray(document))
    return document.map((item, index) => (String(index) === token ? withLeaf(item, rest, value) : item));
  const object = document as JsonObject;
  return { ...object, [token]: withLeaf(object[token] ?? null, rest, value) };
}

const tokensOf = (pointer: string): readonly string[] =>
  pointer
    .slice(1)
    .split("/")
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));

/** Leaves that count as mapped, or as standing in words, and yet leave the body as it is when they change. */
export function idleMappings(document: JsonObject, convert: Convert = lerRsOf): readonly string[] {
  const conversion = convert([source(document)], { now: NOW });
  const lost = lostIn(conversion);
  const unsaid = new Set(
    conversion.accounts.flatMap(({ losses }) =>
      losses.filter(({ kind }) => kind !== "words").map(({ pointer }) => pointer),
    ),
  );
  const before = JSON.stringify(ownFields(conversion.body));
  return [...leaves(document)]
    .filter(({ pointer }) => !unsaid.has(pointer))
    .filter(({ pointer, value }) => {
      const other = convert([source(withLeaf(document, tokensOf(pointer), changed(value)) as JsonObject)], {
        now: NOW,
      });
      const same = JSON.stringify(ownFields(other.body)) === before;
      return same && JSON.stringify([...lostIn(other)]) === JSON.stringify([...lost]);
    })
    .map(({ pointer }) => pointer);
}
