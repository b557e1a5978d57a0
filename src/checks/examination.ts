// What a check is given: one opened credential, and the world as parameters.
import type { KeyObject } from "node:crypto";
import type { CheckId, Finding, Verdict } from "../core/finding.ts";
import type { Json, JsonObject } from "../core/json.ts";
import type { Got, Loader } from "../dids/resolve.ts";
import type { TrustList } from "../model/trust.ts";
import type { HeldKey } from "../proofs/held-key.ts";
import type { Token } from "../proofs/vc-jwt.ts";
import type { Effort } from "../rdf/canonical.ts";
import type { Canonical, Content } from "../rdf/rdfc.ts";
import type { Kind } from "../schemas/kind.ts";

/** A credential out of its envelope, past `parse` and `shape`; nothing in it is believed yet. */
export interface Opened {
  readonly document: JsonObject;
  /** The compact JWS it came in, if any. */
  readonly token?: Token;
  readonly kind: Kind;
  /** Version of the Verifiable Credentials data model. */
  readonly vcdm: "1.1" | "2.0";
}

/** A report, and what it rests on beside the value that it is about. */
export interface Remembered {
  readonly answers: ReadonlyMap<string, Got>;
  /** How deep the value stood in other credentials, and in lists of lists. */
  readonly depth: number;
  readonly lists: number | undefined;
  readonly report: Report;
}

/** Everything from outside the file that a verdict may rest on. */
export interface World {
  /** The instant for which the question is asked. */
  readonly now: Date;
  /** Documents by address or DID. */
  readonly load: Loader;
  /** The same without asking anybody outside: for credentials inside one that does not hold. */
  readonly held?: Loader;
  /** Reports on what many credentials point at, by its value; of one run, with one time and the same keys. */
  readonly memory?: Map<Json, Remembered>;
  /** Says how each verdict came about, for the report; asked once all checks have been. */
  readonly explain?: (examination: Examination) => Promise<JsonObject>;
  /** Keys that the verifier already holds. */
  readonly keys: readonly HeldKey[];
  /** Who ought to be the subject: an e-mail address, DID or other identifier. */
  readonly recipient?: string;
  /** Lists of the issuers that the verifier trusts; undefined when that is not asked. */
  readonly trust?: readonly TrustList[];
  /** Of a status list: how many lists stand between it and the credential, itself among them. */
  readonly lists?: number;
  /** Whether a refresh service is asked for a newer one; never inside another credential. */
  readonly refresh?: boolean;
}

/** What was found out about one credential, in the form that `--json` prints. */
export interface Report {
  readonly verdict: Verdict;
  readonly type: string | null;
  readonly id: string | null;
  readonly issuer: { readonly id: string | null; readonly name: string | null };
  readonly subject: string | null;
  readonly checks: readonly Finding[];
  readonly credentials: readonly Report[];
  /** What `World.explain` said of it. */
  readonly explanation?: JsonObject;
}

/** What is not asked of a credential inside another. */
export interface Asked {
  /** Whether a list of trust names its issuer: not of a status list, nor of an endorsement. */
  readonly untrusted?: true;
  /** Nobody outside, while the credential around it has not been looked at. */
  readonly unasked?: true;
  /** It is a status list: others will ask for the same. */
  readonly list?: true;
}

/** A status list's bits, and how they were unpacked: one text may be read in two ways. */
export interface Unpacked {
  readonly bits: Uint8Array;
  readonly unpack: (encoded: string) => Uint8Array | undefined;
}

/** What one file may cost where it makes others be looked at; used up by its parts together. */
export interface Allowance {
  /** For hard graphs. */
  readonly graphs: Effort;
  /** Addresses of status lists. */
  readonly lists: Set<string>;
  /** Status lists once unpacked, by their text. */
  readonly unpacked: Map<string, Unpacked>;
}

export interface Examination {
  readonly opened: Opened;
  readonly world: World;
  /** Canonical N-Quads of the document without its proof; made once, for the context and the proofs. */
  readonly quads: () => Promise<Canonical>;
  /** The same document as statements, for proofs that put them in another order. */
  readonly content: Content;
  /** Examines a credential found inside this one; `value` is JSON, or a compact JWS. */
  readonly inside: (value: Json, pointer: string, asked?: Asked) => Promise<Report>;
  /** Keys that signatures of this credential were checked with; the checks of proofs add to it. */
  readonly used: Set<KeyObject>;
  readonly allowance: Allowance;
  /** What the checks before this one found. */
  readonly found: (id: CheckId) => readonly Finding[];
  /** Keeps the reports of credentials inside, for the report of this one. */
  readonly keep: (reports: readonly Report[]) => void;
}

/** A row of the table of checks. */
export interface Check {
  readonly ids: readonly CheckId[];
  /** Checks that must not have failed before this one looks. */
  readonly after: readonly CheckId[];
  readonly run: (examination: Examination) => Promise<readonly Finding[]> | readonly Finding[];
}
