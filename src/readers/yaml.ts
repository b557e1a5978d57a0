// YAML that a registrar writes, and the only door to the yaml package. Read by the failsafe schema: every scalar is a
// string, so `no`, `0012`, `1e5` and `2026-05-31` stay what was typed.
import type { Document, Node, ParsedNode } from "yaml";
import { type FaultFacts, FaultList, fault } from "../core/fault.ts";
import type { Json } from "../core/json.ts";
import { pointerTo } from "../core/json.ts";
import { FORBIDDEN_NAMES } from "../core/strict-json.ts";
import { quoted } from "../core/text.ts";
import { type Located, nearestSpot, type Spot } from "./located.ts";

/** Levels of nesting; a person writes five. */
const DEEPEST = 64;
/** Most faults that are told of one file. */
const MOST = 10;

/** What the package finds, in words of our own: its messages repeat what stands in the file, which may be personal. */
const SENTENCES: Readonly<Record<string, readonly [message: string, hint?: string]>> = {
  DUPLICATE_KEY: ["this name stands twice in one entry", "Keep one of the two."],
  BLOCK_AS_IMPLICIT_KEY: [
    "want one value after the name, got more",
    'Put a text that holds ": " in quotation marks, and check the indentation.',
  ],
  MULTILINE_IMPLICIT_KEY: ["want a name and its colon on one line", "Check the indentation of the lines around it."],
  TAB_AS_INDENT: ["a tab stands where spaces indent", "YAML takes spaces only."],
  BAD_INDENT: ["the indentation fits no entry above, or a bracket is not closed"],
  BAD_SCALAR_START: ["a text may not begin with this character", "Put the text in quotation marks."],
  BAD_DQ_ESCAPE: ["a backslash in quotation marks begins no escape that YAML knows", "Use ' instead of \"."],
  MISSING_CHAR: ["a quotation mark, a bracket, a colon or a hyphen is missing here"],
  RESOURCE_EXHAUSTION: [`want at most ${DEEPEST} levels of nesting`],
};
const OTHER = ["this is not YAML", "Check the indentation and the quotation marks of this line."] as const;

/** Tags that only say what stands there anyhow. */
const PLAIN_TAGS = new Set(["!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"]);

/** What the package's lexer puts before a text without quotation marks, and quoted texts with both of their marks. */
const TEXT = "\u001f";
const OPEN = /^["']/;
const CLOSED = /^(?:"[^"\\]*(?:\\.[^"\\]*)*"|'[^']*(?:''[^']*)*')$/s;

/** Plain words for "nothing". `Null`, which is somebody's name, stays a text. */
const NOTHING = new Set(["~", "null"]);

/** Throws YAML_INVALID for text that is not one YAML document of maps, lists and scalars without anchors. */
export async function readYamlDocument(source: string, file: string): Promise<Located> {
  const { Composer, isAlias, isMap, isScalar, isSeq, Lexer, LineCounter, Parser } = await import("yaml");
  const lines = new LineCounter();
  const spotAt = (offset: number): Spot => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const refuse = (message: string, offset: number, hint?: string) =>
    fault("YAML_INVALID", message, { file, ...spotAt(offset), hint });
  const tooDeep = (offset: number) => refuse(`want at most ${DEEPEST} levels of nesting`, offset);

  /** The package nests its calls as the text nests its brackets, so the depth is counted before it composes. */
  function* tokens() {
    const parser = new Parser(lines.addNewLine);
    // Token by token, the parser does not count the first line itself.
    lines.addNewLine(0);
    let before = "";
    for (const lexeme of new Lexer().lex(source)) {
      if (before !== TEXT && OPEN.test(lexeme) && !CLOSED.test(lexeme))
        throw refuse("a quotation mark is opened here and never closed", parser.offset);
      before = lexeme;
      yield* parser.next(lexeme);
      if (parser.stack.length > 2 * DEEPEST + 2) throw tooDeep(parser.offset);
    }
    yield* parser.end();
  }
  const composer = new Composer({ schema: "failsafe", uniqueKeys: true, logLevel: "silent" });
  const documents: Document.Parsed<ParsedNode>[] = [...composer.compose(tokens(), true, source.length)];
  const [document, second] = documents;
  if (document === undefined) throw refuse("want a YAML document, got none", 0);
  const tabbed = (line: number) => /^ *\t/.test(source.slice(lines.lineStarts[line - 1]));
  const errors = new Map<number, FaultFacts>();
  for (const { code, pos } of documents.flatMap((one) => one.errors)) {
    const spot = spotAt(pos[0]);
    const [message, hint] = (tabbed(spot.line) ? SENTENCES["TAB_AS_INDENT"] : SENTENCES[code]) ?? OTHER;
    if (!errors.has(spot.line)) errors.set(spot.line, { code: "YAML_INVALID", message, file, ...spot, hint });
  }
  if (errors.size > 0) throw new FaultList([...errors.values()].slice(0, MOST));
  if (second !== undefined) {
    throw refuse("want one document, got a second one", second.range[0], "Take out the line of three hyphens.");
  }

  const spots = new Map<string, Spot>();
  const plain = (node: Node | null | undefined, pointer: string, depth: number): Json => {
    if (node === null || node === undefined) return "";
    const offset = node.range?.[0] ?? 0;
    if (!spots.has(pointer)) spots.set(pointer, spotAt(offset));
    if (depth > DEEPEST) throw tooDeep(offset);
    if (isAlias(node))
      throw refuse("want a value, got an alias", offset, "Write the value out; laurel reads no anchors and aliases.");
    const { tag } = node as { readonly tag?: string };
    if (tag !== undefined && !PLAIN_TAGS.has(tag))
      throw refuse("want a value without a tag", offset, "Take out the word that begins with an exclamation mark.");
    if (isSeq(node)) return node.items.map((item, at) => plain(item as Node, pointer + pointerTo(at), depth + 1));
    if (isMap(node)) {
      const members = node.items.map(({ key, value }): [string, Json] => {
        const name = isScalar(key) ? String(key.value ?? "") : "";
        const at = (key as Node | null)?.range?.[0] ?? offset;
        if (name === "") throw refuse("want a plain name before the colon", at);
        if (FORBIDDEN_NAMES.has(name)) throw refuse(`a member may not be named ${quoted(name)}`, at);
        const here = pointer + pointerTo(name);
        spots.set(here, spotAt(at));
        return [name, plain(value as Node | null, here, depth + 1)];
      });
      return Object.fromEntries(members);
    }
    if (!isScalar(node)) return "";
    const text = String(node.value ?? "");
    if (!text.isWellFormed()) throw refuse("this text holds half of a character (a lone surrogate)", offset);
    return node.type === "PLAIN" && NOTHING.has(text) ? "" : text;
  };
  const value = plain(document.contents as Node | null, "", 1);
  return { file, value, placeOf: (pointer) => nearestSpot(spots, pointer) };
}
