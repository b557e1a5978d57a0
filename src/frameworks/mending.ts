// What `laurel case normalize` may change, and the list that it keeps of what it did.
import type { Json, JsonObject } from "../core/json.ts";

export const CHANGES = {
  UNWRAPPED: "the package was taken out of what it was wrapped in",
  CASE_VERSION_SET: "caseVersion says 1.1",
  NULL_DROPPED: "null was left out",
  EMPTY_DROPPED: "an empty text was left out",
  BACK_LINK_DROPPED: "a link back to the document or package was left out",
  RENAMED: "a member got the standard's name",
  LIST_MADE: "one value became a list",
  LIST_SPLIT: "several values in one text became a list",
  LIST_OPENED: "a list of one became its value",
  TEXT_MADE: "a number or another value became a text",
  NUMBER_MADE: "a text became a number",
  DAY_CUT: "a date and time became the day",
  ZONE_ADDED: "a time without a zone was taken as UTC",
  TIME_MADE: "a day became its first second in UTC",
  IDENTIFIER_WRITTEN: "an identifier was written as a bare UUID in lower case",
  IDENTIFIER_MINTED: "what is no UUID got one that is always the same (version 5 of what stood there)",
  LINK_MADE: "a link was made of a text, or completed",
  TYPE_WRITTEN: "an association type got the standard's word",
  TYPE_EXTENDED: "a word that the standard does not have got the prefix ext:",
  FILLED: "a member that the standard requires was filled in",
  STATEMENT_FILLED: "fullStatement was filled in from another member",
  MOVED: "a member that the standard does not have there was moved to where it belongs",
  SET_ASIDE: "what the standard has no place for was moved into extensions",
  LEFT_OUT: "what cannot stand in a package was left out",
  REPEATED: "what stood twice, word for word, stands once",
} as const;

export type ChangeCode = keyof typeof CHANGES;

export interface Change {
  readonly code: ChangeCode;
  /** JSON Pointer into the file as it was. */
  readonly pointer: string;
  readonly from?: Json;
  readonly to?: Json;
}

/** Something that links can lead to. */
export interface Target {
  readonly identifier: string;
  readonly uri: string;
  readonly title: string;
}

/** What is known while a package is put right. */
export interface Mending {
  readonly note: (code: ChangeCode, pointer: string, from?: Json, to?: Json) => void;
  /** By identifier and by URI; grows as the package is read. */
  readonly targets: Map<string, Target>;
  /** Identifier of the document. */
  readonly home: string;
  /** For what does not say when it was last changed. */
  readonly stamp: string;
}

export function aimAt({ targets }: Mending, { identifier, uri, title, humanCodingScheme }: JsonObject): void {
  if (typeof identifier !== "string" || typeof uri !== "string") return;
  const name = [humanCodingScheme, title, uri].find((word) => typeof word === "string" && word !== "");
  const target = { identifier, uri, title: String(name) };
  for (const key of [identifier, uri]) if (!targets.has(key)) targets.set(key, target);
}
