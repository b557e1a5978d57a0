// What the rows of a roster have in common: a document of which some texts vary. They are found by putting a mark in the
// place of each text and looking where in the statements the marks come out again.
import { isObject, type Json, type JsonObject } from "../core/json.ts";
import { compiledStatements } from "./compiled.ts";
import { escaped, type Statement, type Term } from "./statement.ts";
import { isIri } from "./term.ts";

/** A text that may vary without a change to any other statement than those that it stands in. */
interface Slot {
  readonly nth: number;
  /** How an identifier begins: by this JSON-LD decides whether it is an IRI or an abbreviation. */
  readonly beginning: string | undefined;
}

/** A document taken apart: `value` is what stands there in the document itself. */
export interface Shape {
  readonly value: Json;
  readonly slot?: Slot;
  readonly members?: ReadonlyMap<string, Shape>;
  readonly items?: readonly Shape[];
}

export const PLACES = ["subject", "predicate", "object", "graph"] as const;
export type Place = (typeof PLACES)[number];

/** Where a slot's text comes out: in which statement, at which place of it. */
export interface Opening {
  readonly slot: number;
  readonly statement: number;
  readonly place: Place;
}

/** The text of a slot in another document. */
export interface Change {
  readonly slot: number;
  readonly value: string;
}

/** Members whose texts decide what other members mean. */
const DECIDING: ReadonlySet<string> = new Set(["@context", "type", "@type"]);

export const markOf = (nth: number): string => `urn:laurel:mark:${nth};`;
export const MARK = /urn:laurel:mark:(\d+);/;

/** A copy with a mark for every text; `texts` takes them down. */
function marked(value: Json, texts: string[]): Json {
  if (typeof value === "string") return markOf(texts.push(value) - 1);
  if (Array.isArray(value)) return value.map((item) => marked(item, texts));
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([name, member]) => [
    name,
    DECIDING.has(name) ? member : marked(member, texts),
  ]);
  return Object.fromEntries(members);
}

const isSame = (a: Term, b: Term): boolean =>
  a.termType === b.termType &&
  a.value === b.value &&
  a.datatype?.value === b.datatype?.value &&
  a.language === b.language;

/**
 * Where the marks came out; undefined when something else changed with them. A text gives one term, wherever that
 * stands; those that JSON-LD reads as something else (words of a vocabulary, abbreviations, labels) are left out.
 */
function openingsIn(
  statements: readonly Statement[],
  others: readonly Statement[],
  texts: readonly string[],
): readonly Opening[] | undefined {
  if (statements.length !== others.length) return undefined;
  const openings: Opening[] = [];
  for (const [statement, one] of statements.entries()) {
    for (const place of PLACES) {
      const [term, other] = [one[place], others[statement]?.[place]];
      if (other === undefined) return undefined;
      const mark = other.termType === "BlankNode" ? undefined : MARK.exec(other.value)?.[1];
      if (mark === undefined) {
        // The label of a list's cell may hold the mark of the node that it is a list of.
        if (!isSame(term, other) && !(term.termType === "BlankNode" && other.termType === "BlankNode"))
          return undefined;
      } else if (isSame(term, { ...other, value: texts[Number(mark)] ?? "" })) {
        openings.push({ slot: Number(mark), statement, place });
      }
    }
  }
  return openings;
}

const beginningOf = (iri: string): string | undefined => /^[^:]*:(?:\/\/)?/.exec(iri)?.[0];

/** Goes through a document as `marked` does. */
function shapeOf(value: Json, slots: ReadonlyMap<number, Slot>, next: { nth: number }): Shape {
  if (typeof value === "string") {
    const slot = slots.get(next.nth++);
    return slot === undefined ? { value } : { value, slot };
  }
  if (Array.isArray(value)) return { value, items: value.map((item) => shapeOf(item, slots, next)) };
  if (!isObject(value)) return { value };
  const none = new Map<number, Slot>();
  const members = Object.entries(value).map(([name, member]): [string, Shape] => [
    name,
    DECIDING.has(name) ? shapeOf(member, none, { nth: 0 }) : shapeOf(member, slots, next),
  ]);
  return { value, members: new Map(members) };
}

/** A slot by its number: its text in the document as a line of N-Quads has it, and how others are written. */
export interface Writing {
  readonly written: string;
  readonly write: (value: string) => string;
}

export interface Shaped {
  readonly shape: Shape;
  readonly openings: readonly Opening[];
  readonly slots: readonly Writing[];
}

/** What may vary in a document of these statements but for the fixed ones; undefined when that cannot be told. */
export function shaped(
  document: JsonObject,
  statements: readonly Statement[],
  isFixed: (statement: number) => boolean,
): Shaped | undefined {
  const texts: string[] = [];
  const others = compiledStatements(marked(document, texts) as JsonObject);
  if (texts.some((text) => MARK.test(text))) return undefined;
  const found = others?.ok === true ? openingsIn(statements, others.statements, texts) : undefined;
  if (found === undefined) return undefined;
  const fixed = new Set(found.filter(({ statement }) => isFixed(statement)).map(({ slot }) => slot));
  const openings = found.filter(({ slot }) => !fixed.has(slot));
  const slots = new Map<number, Slot>();
  const literals = new Set<number>();
  for (const { slot: nth, statement, place } of openings) {
    const isLiteral = statements[statement]?.[place].termType === "Literal";
    if (isLiteral) literals.add(nth);
    slots.set(nth, { nth, beginning: isLiteral ? undefined : beginningOf(texts[nth] ?? "") });
  }
  const writings = texts.map((text, nth): Writing => {
    const write = literals.has(nth) ? escaped : (value: string) => value;
    return { written: write(text), write };
  });
  return { shape: shapeOf(document, slots, { nth: 0 }), openings, slots: writings };
}

/** Whether a value has the shape; `changes` takes down the texts that are others. */
export function hasShape(shape: Shape, value: Json | undefined, changes: Change[]): boolean {
  if (value === shape.value) return true;
  const { slot, members, items } = shape;
  if (slot !== undefined) {
    if (typeof value !== "string") return false;
    changes.push({ slot: slot.nth, value });
    return slot.beginning === undefined || (beginningOf(value) === slot.beginning && isIri(value));
  }
  if (items !== undefined) {
    if (!Array.isArray(value) || value.length !== items.length) return false;
    for (let at = 0; at < items.length; at++) if (!hasShape(items[at] as Shape, value[at], changes)) return false;
    return true;
  }
  if (members === undefined || !isObject(value)) return false;
  let count = 0;
  for (const name in value) {
    const member = members.get(name);
    if (member === undefined || !hasShape(member, value[name], changes)) return false;
    count++;
  }
  return count === members.size;
}
