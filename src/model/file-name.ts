// Names of credential files: safe on every system, and without anything personal beyond the institution's number.
import { createHash } from "node:crypto";
import { slugOf } from "../core/text.ts";
import type { Learner } from "./award.ts";

/** Names that Windows keeps for devices. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;
const SAFE = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/** A short name for a text, in twelve hexadecimal digits. */
export const short = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 12);

/**
 * The learner's number when it can be a file name as it stands; else what is safe of it with a hash, so that two
 * numbers never share a name. A learner without a number is a hash: an e-mail address is no file name.
 */
export function learnerStem({ id, did, email }: Learner): string {
  if (id === undefined) return `learner-${short(did ?? email ?? "")}`;
  if (SAFE.test(id) && !RESERVED.test(id)) return id;
  return [slugOf(id), short(id)].filter(Boolean).join("-");
}

/** The folder of an achievement, from its slug. */
export const folderName = (slug: string): string => (RESERVED.test(slug) ? `${slug}-${short(slug)}` : slug);
