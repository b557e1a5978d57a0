// did:web: the identifier names the https address of its document.

/** A host name as DNS has it, with an optional port; IP addresses and single labels other than localhost are no did:web. */
const HOST =
  /^(?:localhost|(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?)(?::([1-9]\d{0,4}))?$/i;
const SEGMENT = /^(?:[A-Za-z0-9._~!$&'()*+,;=@-]|%[0-9A-Fa-f]{2})+$/;
/** Encoded, these would be read as parts of a path by one server and as letters by the next. */
const AMBIGUOUS = /%(?:[01][0-9a-f]|2[05ef]|5c|7f|3[af]|23)/i;

const isSegment = (segment: string): boolean =>
  SEGMENT.test(segment) && !AMBIGUOUS.test(segment) && !/^\.+$/.test(segment);

/** Where the document of a did:web stands; undefined for an identifier that breaks the method's syntax. */
export function didWebUrl(did: string): string | undefined {
  const [host = "", ...path] = did.slice("did:web:".length).split(":");
  const authority = host.replace(/%3A(\d+)$/i, ":$1");
  const port = HOST.exec(authority)?.[1];
  if (!HOST.test(authority) || Number(port ?? 0) > 65_535 || authority.length > 259) return undefined;
  if (!path.every(isSegment)) return undefined;
  return `https://${authority.toLowerCase()}/${path.length === 0 ? ".well-known" : path.join("/")}/did.json`;
}
