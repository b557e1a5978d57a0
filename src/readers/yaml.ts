// YAML that a registrar writes, and the only door to the yaml package. Read by the failsafe schema: every scalar is a
// string, so `no`, `0012`, `1e5` and `2026-05-31` stay what was typed.
import type { Node } from "yaml";
import { type FaultFacts, FaultList, fault } from "../core/fault.ts";
import type { Json } from "../core/json.ts";
import { pointerTo } from "../core/json.ts";
import { quoted } from "../core/text.ts";
import { type Located, nearestSpot, type Spot } from "./located.ts";

/** Names that a program may mistake for its own machinery (prototype pollution). */
const FORBIDDEN = new Set(["__proto__", "constructor", "prototype"]);

/** The first line of the package's message; the rest draws the place, which the fault names by itself. */
const firstLine = (message: string): string =>
  message.split("\n", 1)[0]?.replace(/ at line \d+, column \d+:?$/, "") ?? "";

/** Throws YAML_INVALID for text that is not one YAML document of maps, lists and scalars without anchors. */
export async function readYamlDocument(source: string, file: string): Promise<Located> {
  const { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } = await import("yaml");
  const lines = new LineCounter();
  const document = parseDocument(source, {
    schema: "failsafe",
    uniqueKeys: true,
    lineCounter: lines,
    logLevel: "silent",
  });
  const spotAt = (offset: number): Spot => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const refuse = (message: string, offset: number, hint?: string) =>
    fault("YAML_INVALID", message, { file, ...spotAt(offset), hint });
  if (document.errors.length > 0) {
    throw new FaultList(
      document.errors.slice(0, 10).map(
        ({ message, pos }): FaultFacts => ({
          code: "YAML_INVALID",
          message: firstLine(message),
          file,
          ...spotAt(pos[0]),
        }),
      ),
    );
  }

  const spots = new Map<string, Spot>();
  const plain = (node: Node | null | undefined, pointer: string): Json => {
    if (node === null || node === undefined) return "";
    const offset = node.range?.[0] ?? 0;
    if (!spots.has(pointer)) spots.set(pointer, spotAt(offset));
    if (isAlias(node))
      throw refuse("want a value, got an alias", offset, "Write the value out; laurel reads no anchors and aliases.");
    if (isSeq(node)) return node.items.map((item, index) => plain(item as Node, pointer + pointerTo(index)));
    if (isMap(node)) {
      const members = node.items.map(({ key, value }): [string, Json] => {
        const name = isScalar(key) ? String(key.value) : "";
        const at = (key as Node | null)?.range?.[0] ?? offset;
        if (!isScalar(key)) throw refuse("want a plain name before the colon", at);
        if (FORBIDDEN.has(name)) throw refuse(`a member may not be named ${quoted(name)}`, at);
        const here = pointer + pointerTo(name);
        spots.set(here, spotAt(at));
        return [name, plain(value as Node | null, here)];
      });
      return Object.fromEntries(members);
    }
    return isScalar(node) ? String(node.value ?? "") : "";
  };
  const value = plain(document.contents as Node | null, "");
  return { file, value, placeOf: (pointer) => nearestSpot(spots, pointer) };
}
