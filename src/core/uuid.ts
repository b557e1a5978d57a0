// UUIDs: RFC 9562 version 5, so that the same facts always give the same identifier.
import { createHash } from "node:crypto";

const PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The URL namespace of RFC 9562, appendix C. */
const URL_NAMESPACE = "6ba7b811-9dad-11d1-80b4-00c04fd430c8";

export const isUuid = (text: string): boolean => PATTERN.test(text);

/** Version 5 of a name within a namespace (another UUID; by default that of URLs). */
export function uuid5(name: string, namespace: string = URL_NAMESPACE): string {
  const hash = createHash("sha1")
    .update(Buffer.from(namespace.replaceAll("-", ""), "hex"))
    .update(name)
    .digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString("hex", 0, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** One name from several parts, without two lists of parts ever giving the same name. */
export const nameOf = (...parts: readonly string[]): string => JSON.stringify(parts);
