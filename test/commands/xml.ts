// Reads XML as strictly as a test needs: one root, matching tags, each attribute once and quoted, no bare markup, known
// entities, and only the characters that XML 1.0 allows. Throws with the place of what is wrong.

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

/** XML 1.0, section 2.2. */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const TAG = /<(\/?)([A-Za-z_][\w.-]*)((?:\s+[A-Za-z_][\w.-]*="[^"<]*")*)\s*(\/?)>/y;
const ATTRIBUTE = /([A-Za-z_][\w.-]*)="([^"<]*)"/g;

function plain(text: string): string {
  return text.replace(/&([^;]*;?)/g, (whole, name: string) => {
    const value = name.endsWith(";") ? ENTITIES[name.slice(0, -1)] : undefined;
    if (value === undefined) throw new Error(`a bare & or an unknown entity: ${whole}`);
    return value;
  });
}

export function readXml(source: string): Element {
  if (FORBIDDEN.test(source)) throw new Error("a character that XML does not allow");
  const body = source.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, "").trimEnd();
  const root = { name: "", attributes: {}, children: [] as Element[], text: "" };
  const open: { name: string; attributes: Record<string, string>; children: Element[]; text: string }[] = [root];
  let at = 0;
  while (at < body.length) {
    const top = open.at(-1) ?? root;
    if (body[at] !== "<") {
      const end = body.indexOf("<", at);
      top.text += plain(body.slice(at, end === -1 ? body.length : end));
      at = end === -1 ? body.length : end;
      continue;
    }
    TAG.lastIndex = at;
    const [whole, closing, name = "", given = "", empty] = TAG.exec(body) ?? [];
    if (whole === undefined) throw new Error(`no tag at ${JSON.stringify(body.slice(at, at + 60))}`);
    at += whole.length;
    if (closing === "/") {
      if (top.name !== name || open.length < 2) throw new Error(`</${name}> closes <${top.name}>`);
      open.pop();
      continue;
    }
    const pairs = [...given.matchAll(ATTRIBUTE)].map(([, key = "", value = ""]) => [key, plain(value)] as const);
    if (new Set(pairs.map(([key]) => key)).size < pairs.length) throw new Error(`an attribute twice in <${name}>`);
    const element = { name, attributes: Object.fromEntries(pairs), children: [], text: "" };
    top.children.push(element);
    if (empty !== "/") open.push(element);
  }
  const [only, ...more] = root.children;
  if (open.length !== 1 || only === undefined || more.length > 0 || root.text.trim() !== "") {
    throw new Error("want exactly one root, closed");
  }
  return only;
}
