// laurel.yaml: what a registrar settles once.

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

export type IdentifyBy = "email" | "id" | "name" | "did";

export interface Settings {
  readonly issuer: IssuerProfile;
  /** Paths are absolute, resolved against the folder of the config file. */
  readonly key?: string;
  readonly proof?: string;
  readonly achievements?: string;
  readonly frameworks: readonly string[];
  /** Header of the roster, as written there, to laurel's column name or `ignore`. */
  readonly columns: Readonly<Record<string, string>>;
  readonly recipient: { readonly identifyBy: readonly IdentifyBy[]; readonly hashed: boolean };
  readonly status?: { readonly url: string; readonly purposes: readonly string[] };
  readonly out: string;
}
