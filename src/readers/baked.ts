// What an image carries: the text of a credential that was baked into it, or why there is none to read.

/** Bytes, or characters. An image of a badge is a hundredth of it. */
export const LARGEST_IMAGE = 16 * 1024 * 1024;

/** The standards that bake, each with the PNG keyword and the SVG element by which a reader knows its text. */
export type BakedAs = "Open Badges 3.0" | "CLR 2.0" | "Open Badges 2.0";

export interface BakedMark {
  readonly as: BakedAs;
  /** Open Badges 3.0, section 5.3.1: the keyword of the iTXt chunk. */
  readonly keyword: string;
  /** Section 5.3.2: the element, by its namespace; the prefix is the author's own. */
  readonly namespace: string;
  readonly element: string;
}

export const BAKED_MARKS: readonly BakedMark[] = [
  {
    as: "Open Badges 3.0",
    keyword: "openbadgecredential",
    namespace: "https://purl.imsglobal.org/ob/v3p0",
    element: "credential",
  },
  {
    as: "CLR 2.0",
    keyword: "clrcredential",
    namespace: "https://purl.imsglobal.org/clr/v2p0",
    element: "credential",
  },
  { as: "Open Badges 2.0", keyword: "openbadges", namespace: "http://openbadges.org", element: "assertion" },
];

export type BakedFault = "IMAGE_DAMAGED" | "IMAGE_REFUSED" | "IMAGE_EMPTY" | "IMAGE_CROWDED";

export type Baked =
  | { readonly ok: true; readonly as: BakedAs; readonly text: string; readonly note?: string }
  | { readonly ok: false; readonly code: BakedFault; readonly message: string };

export const noBaked = (code: BakedFault, message: string): Baked => ({ ok: false, code, message });

/** One place in an image where a credential stands, or where one ought to but cannot be read. */
export interface BakedSpot {
  readonly as: BakedAs;
  /** Only of the one that counts: others might be many, and large. */
  readonly read: () => Baked;
}

/**
 * The one credential of an image. An Open Badges 2.0 assertion may stand beside it, for readers of that standard; two
 * of the later standards are two answers to one question.
 */
export function oneBaked(spots: readonly BakedSpot[], what: string): Baked {
  const later = spots.filter(({ as }) => as !== "Open Badges 2.0");
  const [first, second] = later.length > 0 ? later : spots;
  if (first === undefined) return noBaked("IMAGE_EMPTY", `the ${what} image holds no credential`);
  if (second === undefined) return first.read();
  return noBaked("IMAGE_CROWDED", `want one credential in the ${what} image, got ${Math.max(later.length, 2)}`);
}
