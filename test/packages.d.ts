// Types of the packages that tests call and that bring none.

declare module "@digitalbazaar/data-integrity" {
  export class DataIntegrityProof {
    constructor(options: { cryptosuite: unknown; signer?: unknown; date?: string });
  }
}

declare module "@digitalbazaar/eddsa-rdfc-2022-cryptosuite" {
  export const cryptosuite: unknown;
}

declare module "@digitalbazaar/ed25519-multikey" {
  interface KeyPair {
    export(options: object): Promise<object>;
    signer(): unknown;
  }
  export function from(key: object): Promise<KeyPair>;
}

declare module "@digitalbazaar/bitstring" {
  export class Bitstring {
    constructor(options: { length?: number; buffer?: Uint8Array });
    readonly length: number;
    get(position: number): boolean;
    static decodeBits(options: { encoded: string }): Promise<Uint8Array>;
  }
}

declare module "@digitalbazaar/vc-bitstring-status-list" {
  interface StatusResult {
    readonly status: boolean;
    readonly credentialStatus: { readonly statusPurpose: string };
  }
  export function checkStatus(options: {
    credential: object;
    suite: unknown;
    documentLoader: (url: string) => Promise<object>;
  }): Promise<{ verified: boolean; error?: Error; results?: StatusResult[] }>;
}

declare module "@digitalbazaar/vc" {
  interface Options {
    credential: object;
    suite: unknown;
    documentLoader: (url: string) => Promise<object>;
    now?: Date;
    checkStatus?: unknown;
  }
  export function verifyCredential(options: Options): Promise<{ verified: boolean; error?: Error }>;
}

declare module "rdf-canonize" {
  interface Term {
    readonly termType: "NamedNode" | "BlankNode" | "Literal" | "DefaultGraph";
    readonly value: string;
    readonly datatype?: { readonly value: string };
    readonly language?: string;
  }
  interface Quad {
    readonly subject: Term;
    readonly predicate: Term;
    readonly object: Term;
    readonly graph: Term;
  }
  export const NQuads: { parse(quads: string): Quad[] };
  export function canonize(
    quads: readonly Quad[],
    options: { algorithm: "RDFC-1.0"; maxWorkFactor: number; messageDigestAlgorithm?: string },
  ): Promise<string>;
}

declare module "jsonld" {
  interface CanonizeOptions {
    readonly algorithm: "RDFC-1.0";
    readonly format: "application/n-quads";
    readonly safe: boolean;
    readonly base?: null;
    readonly documentLoader: (url: string) => Promise<object>;
  }
  export interface JsonLd {
    canonize(document: unknown, options: CanonizeOptions): Promise<string>;
  }
}
