// Addresses that go into what is signed: others have to be able to read them, and to follow those that lead somewhere.

/** Files of one's own computer, and what runs where it is clicked. */
const NOBODYS = /^(?:file|blob|about|javascript|vbscript):/i;

/** RFC 3986: a scheme, a colon, and no space or control character. */
export const isUri = (text: string): boolean => /^[a-z][a-z0-9+.-]*:[^\s\u0000-\u001f<>"{}|\\^`]+$/i.test(text);

/** What is wanted of such an address. */
export const OPENABLE = "an address that others can open, such as https://example.edu/…";

/** A URI that other programs parse too, with a host where the web is meant, and that is not of one computer alone. */
export const isOpenable = (text: string): boolean =>
  isUri(text) && URL.canParse(text) && !NOBODYS.test(text) && !/^https?:(?!\/\/[^/?#])/i.test(text);
