// The formats that laurel's schemas name.
import { instantOf, isDate } from "../core/instant.ts";

/** RFC 3986: a scheme, a colon, and no space or control character. */
export const isUri = (text: string): boolean => /^[a-z][a-z0-9+.-]*:[^\s\u0000-\u001f<>"{}|\\^`]+$/i.test(text);

export const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  "date-time": (text) => instantOf(text) !== undefined,
  date: isDate,
  uri: isUri,
};
