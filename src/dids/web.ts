// did:web: the identifier names the https address of its document.

/** A host name as DNS has it, with an optional port; IP addresses and single labels other than localhost are no did:web. */
const HOST =
  /^(?:localhost|(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?)(?::\d{1,5})?$/i;
const SEGMENT = /^[A-Za-z0-9._~!$&'()*+,;=@-]+$/;

/** Where the document of a did:web stands; undefined for an identifier that breaks the method's syntax. */
export function didWebUrl(did: string): string | undefined {
  const [host = "", ...path] = did.slice("did:web:".length).split(":");
  const authority = host.replace(/%3A(\d+)$/i, ":$1");
  if (!HOST.test(authority) || !path.every((segment) => SEGMENT.test(segment) && !/^\.+$/.test(segment))) {
    return undefined;
  }
  return `https://${authority}/${path.length === 0 ? ".well-known" : path.join("/")}/did.json`;
}
