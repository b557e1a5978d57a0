// SVG images with a credential baked in (Open Badges 3.0, section 5.3.2): the one element of a namespace that we know,
// whatever its prefix. Comments, programs and documents of another kind in the image say nothing.
import { BAKED_MARKS, type Baked, type BakedSpot, LARGEST_IMAGE, noBaked, oneBaked } from "./baked.ts";
import { type XmlEvent, XmlRefusal, xmlEvents, xmlText } from "./xml.ts";

const DEEPEST = 256;
const MOST_ELEMENTS = 200_000;
/** Characters of a credential before its references are replaced. */
const LONGEST_TEXT = 4 * 1024 * 1024;
/** Namespace declarations that may be in force at one place. */
const MOST_NAMESPACES = 64;
/** Elements that hold no part of the drawing. */
const FOREIGN = new Set(["script", "style", "foreignObject"]);

/** Prefixes in force, the nearest first. */
interface Namespaces {
  readonly prefix: string;
  readonly uri: string;
  readonly count: number;
  readonly outer: Namespaces | undefined;
}

function namespaceOf(prefix: string, scope: Namespaces | undefined): string {
  for (let here = scope; here !== undefined; here = here.outer) if (here.prefix === prefix) return here.uri;
  return "";
}

function declared(attributes: ReadonlyMap<string, string>, outer: Namespaces | undefined): Namespaces | undefined {
  let scope = outer;
  for (const [key, value] of attributes) {
    if (key !== "xmlns" && !key.startsWith("xmlns:")) continue;
    const count = (scope?.count ?? 0) + 1;
    if (count > MOST_NAMESPACES) throw new XmlRefusal(`want at most ${MOST_NAMESPACES} namespaces in force`);
    scope = { prefix: key.slice("xmlns:".length), uri: xmlText(value), count, outer: scope };
  }
  return scope;
}

/** An element that holds a credential: what it is, and the texts in it so far. */
interface Holder {
  readonly as: BakedSpot["as"];
  readonly verify: string;
  readonly body: string[];
}

interface Element {
  readonly name: string;
  readonly scope: Namespaces | undefined;
  readonly foreign: boolean;
  readonly holder: Holder | undefined;
}

function holderOf(
  name: string,
  attributes: ReadonlyMap<string, string>,
  scope: Namespaces | undefined,
): Holder | undefined {
  const colon = name.indexOf(":");
  const local = name.slice(colon + 1);
  const candidates = BAKED_MARKS.filter(({ element }) => element === local);
  if (candidates.length === 0) return undefined;
  const uri = namespaceOf(name.slice(0, Math.max(colon, 0)), scope);
  const mark = candidates.find(({ namespace }) => namespace === uri);
  return mark === undefined
    ? undefined
    : { as: mark.as, verify: xmlText(attributes.get("verify") ?? "").trim(), body: [] };
}

function spotOf({ as, verify, body }: Holder): BakedSpot {
  const text = body.join("").trim();
  // Open Badges 2.0 had both: an address to ask at, and the assertion.
  if (text !== "" && verify !== "" && as !== "Open Badges 2.0") {
    const message = 'want the credential in the attribute "verify" or in the element, got one in each';
    return { as, read: () => noBaked("IMAGE_CROWDED", message) };
  }
  const said = text === "" ? verify : text;
  if (said === "" && as !== "Open Badges 2.0") {
    return { as, read: () => noBaked("IMAGE_EMPTY", "the element for the credential is empty") };
  }
  return { as, read: () => ({ ok: true, as, text: said }) };
}

function elementOf({ name, attributes }: Extract<XmlEvent, { kind: "open" }>, parent: Element | undefined): Element {
  if (parent?.holder !== undefined) {
    throw new XmlRefusal("want text in the element for the credential, got other elements");
  }
  const scope = declared(attributes, parent?.scope);
  const foreign = parent?.foreign === true || FOREIGN.has(name.slice(name.indexOf(":") + 1));
  return { name, scope, foreign, holder: foreign ? undefined : holderOf(name, attributes, scope) };
}

function spotsIn(source: string): readonly BakedSpot[] {
  const spots: BakedSpot[] = [];
  const stack: Element[] = [];
  let [rooted, elements] = [false, 0];
  const closed = ({ holder }: Element): void => {
    if (holder !== undefined) spots.push(spotOf(holder));
  };
  for (const event of xmlEvents(source)) {
    const inside = stack.at(-1);
    if (event.kind === "open") {
      if (inside === undefined && (rooted || !/^(?:[^:]*:)?svg$/.test(event.name))) {
        throw new XmlRefusal("want an SVG image, got other XML");
      }
      elements += 1;
      if (elements > MOST_ELEMENTS) throw new XmlRefusal(`want at most ${MOST_ELEMENTS} elements in the image`);
      if (stack.length === DEEPEST) throw new XmlRefusal(`want elements at most ${DEEPEST} deep in each other`);
      rooted = true;
      const element = elementOf(event, inside);
      if (event.empty) closed(element);
      else stack.push(element);
    } else if (event.kind === "close") {
      if (stack.pop()?.name !== event.name) throw new XmlRefusal("the tags of the image do not match");
      if (inside !== undefined) closed(inside);
    } else if (inside === undefined) {
      if (event.kind === "cdata" || event.text.trim() !== "") throw new XmlRefusal("the image has text around it");
    } else if (inside.holder !== undefined) {
      if (event.text.length > LONGEST_TEXT) throw new XmlRefusal("the credential in the image is too large");
      inside.holder.body.push(event.kind === "cdata" ? event.text : xmlText(event.text));
    }
  }
  if (stack.length > 0 || !rooted) throw new XmlRefusal("the image is cut off: something in it is never closed");
  return spots;
}

/** Whether a text is some kind of XML rather than JSON or a token. */
export const isMarkup = (text: string): boolean => text.startsWith("<");

/** The credential in an SVG image. The text begins at its first character that is no white space. */
export function bakedInSvg(source: string): Baked {
  if (source.length > LARGEST_IMAGE) {
    return noBaked("IMAGE_REFUSED", `want an image of at most ${LARGEST_IMAGE / 1024 / 1024} MiB`);
  }
  try {
    return oneBaked(spotsIn(source), "SVG");
  } catch (error) {
    if (error instanceof XmlRefusal) return noBaked("IMAGE_REFUSED", error.message);
    throw error;
  }
}
