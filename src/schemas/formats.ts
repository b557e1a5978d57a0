// The formats that laurel's schemas name.
import { isUri } from "../core/address.ts";
import { instantOf, isDate } from "../core/instant.ts";

export const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  "date-time": (text) => instantOf(text) !== undefined,
  date: isDate,
  uri: isUri,
};
