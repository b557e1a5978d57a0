// Addresses of frameworks as people paste them, and where to ask for the whole package: of a CASE server, of its pages,
// of an item within it (CASE 1.1, REST binding; the addresses of the programs in use).
import { uuidIn } from "./members.ts";

const UUID = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

interface Form {
  readonly pattern: RegExp;
  /** Paths to ask at, best first; `prefix` ends in the CASE interface's own path where there is one. */
  readonly paths: (match: RegExpExecArray) => readonly string[];
}

const VERSIONS = ["v1p1", "v1p0"];
const interfaces = (prefix: string, rest: string): readonly string[] =>
  VERSIONS.map((version) => `${prefix}/ims/case/${version}/${rest}`);

/** In order: the first that fits decides. A host may put anything before `/ims/case/`. */
const FORMS: readonly Form[] = [
  {
    pattern: new RegExp(`^(.*/ims/case/v1p\\d)/CFDocuments/(${UUID})(?:\\.json)?/?$`),
    paths: ([path, base, id]) => [`${base}/CFPackages/${id}`, path],
  },
  // A list, a package, an item or a definition: what is asked for stands there.
  { pattern: /^.*\/ims\/case\/v1p\d\/CF[A-Za-z]+(?:\/.*)?$/, paths: ([path]) => [path] },
  { pattern: /^(.*\/ims\/case\/v1p\d)\/?$/, paths: ([, base]) => [`${base}/CFDocuments`] },
  {
    pattern: new RegExp(`^(.*)/uri/p?(${UUID})(?:\\.json)?$`),
    paths: ([, prefix = "", id = ""]) => [
      `${prefix}/uri/p${id}.json`,
      ...interfaces(prefix, `CFPackages/${id}`),
      `${prefix}/uri/${id}.json`,
      ...interfaces(prefix, `CFItems/${id}`),
    ],
  },
  {
    pattern: /^(.*)\/cf(?:tree|package|doc)\/doc\/([0-9a-zA-Z-]+)(?:\.json|\/.*)?$/,
    paths: ([, prefix, id]) => [`${prefix}/cfpackage/doc/${id}.json`],
  },
  {
    pattern: new RegExp(`^((?:/[^/]+)*?)/(${UUID})(?:/${UUID})?/?$`),
    paths: ([path, prefix = "", id = ""]) => [...interfaces(prefix, `CFPackages/${id}`), path],
  },
  { pattern: /^\/?$/, paths: () => interfaces("", "CFDocuments") },
];

/** Addresses to ask at, in order, for what a person pasted; at the least the address itself. */
export function addressesOf(pasted: URL): readonly string[] {
  const path = pasted.pathname.replace(/\/{2,}/g, "/");
  for (const { pattern, paths } of FORMS) {
    const match = pattern.exec(path);
    if (match !== null) return [...new Set(paths(match))].map((one) => `${pasted.origin}${one}${pasted.search}`);
  }
  return [`${pasted.origin}${path}${pasted.search}`];
}

/** The package of a document, where its own address tells the interface's path. */
export function packageBeside(address: string, identifier: string): readonly string[] {
  const base = /^(https:\/\/.*\/ims\/case\/v1p\d)\//.exec(address)?.[1];
  const id = uuidIn(identifier);
  return base === undefined || id === undefined ? [] : [`${base}/CFPackages/${id}`];
}
