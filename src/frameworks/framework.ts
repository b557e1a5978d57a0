// A CASE framework as laurel knows it: one shape for CASE 1.0 and 1.1, whatever way the publisher wrote it.
import type { FaultFacts } from "../core/fault.ts";
import type { Rubric } from "./rubric.ts";

/** Something odd that was read all the same: once for each kind, with how often and where first. */
export interface Notice {
  readonly code: string;
  readonly message: string;
  /** JSON Pointer of the first place. */
  readonly pointer?: string;
  readonly count: number;
}

/** A CASE LinkURI or LinkGenURI; titles of links are never shown nor matched on, publishers put anything there. */
export interface Link {
  /** A UUID in lower case and bare; else as written. */
  readonly identifier: string;
  readonly uri?: string;
}

export interface FrameworkDocument {
  readonly identifier: string;
  readonly uri?: string;
  readonly title: string;
  readonly creator?: string;
  readonly publisher?: string;
  readonly description?: string;
  readonly version?: string;
  readonly language?: string;
  /** Free text in the standard: Draft, Adopted, Deprecated, Implemented, Retired, in any case. */
  readonly adoptionStatus?: string;
  readonly frameworkType?: string;
  readonly subject: readonly string[];
  readonly licence?: { readonly title: string; readonly uri?: string };
  readonly sourceUrl?: string;
  readonly lastChangeDateTime?: string;
  readonly statusStart?: string;
  readonly statusEnd?: string;
}

export interface Item {
  /** A UUID in lower case and bare; else as written. */
  readonly identifier: string;
  /** As written; absent when the file has none. */
  readonly uri?: string;
  /** fullStatement as it stands; empty when the file has no text for the item. */
  readonly statement: string;
  /** The statement as plain text on one line. */
  readonly plain: string;
  readonly abbreviated?: string;
  /** humanCodingScheme. */
  readonly code?: string;
  readonly type?: string;
  readonly listEnumeration?: string;
  readonly educationLevel: readonly string[];
  readonly subject: readonly string[];
  readonly keywords: readonly string[];
  readonly language?: string;
  readonly notes?: string;
  readonly lastChangeDateTime?: string;
  /** Days, `2025-08-01`. */
  readonly statusStart?: string;
  readonly statusEnd?: string;
  /** JSON Pointer of the item in its file. */
  readonly pointer: string;
}

export interface Association {
  /** A token of CASE 1.1, or what the file says (`ext:…`, or a word of the publisher's own). */
  readonly type: string;
  readonly origin: Link;
  readonly destination: Link;
  readonly sequenceNumber?: number;
  readonly pointer: string;
}

export interface Framework {
  readonly file?: string;
  readonly caseVersion?: "1.0" | "1.1";
  readonly document: FrameworkDocument;
  readonly items: readonly Item[];
  readonly associations: readonly Association[];
  readonly rubrics: readonly Rubric[];
  readonly notices: readonly Notice[];
  /** What contradicts itself (FRAMEWORK_INVALID): one identifier for two items, a circle of isChildOf. */
  readonly errors: readonly FaultFacts[];
}
