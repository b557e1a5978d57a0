// XML read once from front to back, as far as an image needs it: tags, attributes and text. No document type of its
// own, no entities but the five, nothing loaded; anything else is refused rather than guessed at (XML 1.0, fifth edition).

export type XmlEvent =
  | {
      readonly kind: "open";
      readonly name: string;
      readonly attributes: ReadonlyMap<string, string>;
      readonly empty: boolean;
    }
  | { readonly kind: "close"; readonly name: string }
  /** Text as it stands, with its references; or a CDATA section, which has none. */
  | { readonly kind: "text" | "cdata"; readonly text: string };

/** Why a text is not read. */
export class XmlRefusal extends Error {}

const MOST_ATTRIBUTES = 1_000;

const WHITE = /\s*/y;
const NAME = /[^\s<>/=&'"!?]+/y;
const ATTRIBUTE = /\s+([^\s<>/=&'"]+)\s*=\s*(?:"([^<"]*)"|'([^<']*)')/y;
/** The document type that drawing programs write: it names public rules, and brings none along. */
const PLAIN_DOCTYPE = /<!DOCTYPE\s+svg(?:\s+PUBLIC\s+"-\/\/W3C\/\/DTD SVG [^"<>[\]]*"\s+"[^"<>[\]]*")?\s*>/y;

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function character(digits: string): string {
  const code = digits.startsWith("x") ? Number.parseInt(digits.slice(1), 16) : Number.parseInt(digits, 10);
  const allowed = code <= 0x10ffff && (code > 0x1f || code === 9 || code === 10 || code === 13);
  if (!allowed || (code >= 0xd800 && code <= 0xdfff)) throw new XmlRefusal("a character reference names no character");
  return String.fromCodePoint(code);
}

/** Text with its references replaced. */
export const xmlText = (text: string): string =>
  text.includes("&")
    ? text.replaceAll(/&(?:#(x[0-9a-fA-F]{1,6}|[0-9]{1,7})|([a-z]{2,4}));|&/g, (_all, digits, name) => {
        const known = digits === undefined ? ENTITIES[name ?? ""] : character(digits);
        if (known === undefined) throw new XmlRefusal("want no entities but the five of XML");
        return known;
      })
    : text;

/** The parts of an XML text in order. Throws XmlRefusal; whether tags match is for the one who listens. */
export function* xmlEvents(source: string): Generator<XmlEvent> {
  let [at, rooted] = [0, false];

  const past = (mark: string, from: number): number => {
    const found = source.indexOf(mark, from);
    if (found === -1) throw new XmlRefusal("the image is cut off: something in it is never closed");
    return found + mark.length;
  };
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(source) ?? undefined;
    if (found !== undefined) at += found[0].length;
    return found;
  };
  const name = (): string => {
    const found = take(NAME)?.[0];
    if (found === undefined) throw new XmlRefusal("a tag of the image has no name");
    return found;
  };
  const attributes = (): ReadonlyMap<string, string> => {
    const found = new Map<string, string>();
    for (let next = take(ATTRIBUTE); next !== undefined; next = take(ATTRIBUTE)) {
      const [, key = "", double, single] = next;
      if (found.size === MOST_ATTRIBUTES) throw new XmlRefusal(`want at most ${MOST_ATTRIBUTES} attributes in a tag`);
      if (found.has(key)) throw new XmlRefusal("a tag of the image has the same attribute twice");
      found.set(key, double ?? single ?? "");
    }
    return found;
  };
  const end = (): void => {
    take(WHITE);
    if (source[at] !== ">") throw new XmlRefusal("a tag of the image is not written as XML wants it");
    at += 1;
  };

  const skip = (closing: string, length: number) => (): undefined => {
    at = past(closing, at + length);
  };
  const cdata = (): XmlEvent => {
    const from = at + "<![CDATA[".length;
    at = past("]]>", from);
    return { kind: "cdata", text: source.slice(from, at - "]]>".length) };
  };
  const doctype = (): undefined => {
    if (rooted || take(PLAIN_DOCTYPE) === undefined) {
      throw new XmlRefusal("want no document type (DTD) of its own in the image: it could change what the image says");
    }
  };
  const close = (): XmlEvent => {
    at += 2;
    const event: XmlEvent = { kind: "close", name: name() };
    end();
    return event;
  };
  const open = (): XmlEvent => {
    at += 1;
    rooted = true;
    const [tag, found] = [name(), attributes()];
    take(WHITE);
    const empty = source[at] === "/";
    if (empty) at += 1;
    end();
    return { kind: "open", name: tag, attributes: found, empty };
  };
  const CONSTRUCTS: readonly (readonly [opening: string, read: () => XmlEvent | undefined])[] = [
    ["<!--", skip("-->", "<!--".length)],
    ["<![CDATA[", cdata],
    ["<?", skip("?>", "<?".length)],
    ["<!", doctype],
    ["</", close],
    ["<", open],
  ];

  while (at < source.length) {
    const next = source.indexOf("<", at);
    const until = next === -1 ? source.length : next;
    if (until > at) yield { kind: "text", text: source.slice(at, until) };
    at = until;
    const event = CONSTRUCTS.find(([opening]) => source.startsWith(opening, at))?.[1]();
    if (event !== undefined) yield event;
  }
}
