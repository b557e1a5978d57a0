// Canonical N-Quads: against other software, in the order of the standard, and with bounded work.
import { createHash } from "node:crypto";
import fc from "fast-check";
import { canonize } from "rdf-canonize";
import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../src/core/json.ts";
import { canonicalGraph, newEffort } from "../../src/rdf/canonical.ts";
import { byCodePoint, byCodeUnit, compareCodePoints } from "../../src/rdf/order.ts";
import { canonicalQuads, statementsOf } from "../../src/rdf/rdfc.ts";
import type { Statement, Term } from "../../src/rdf/statement.ts";
import { badge } from "../checks/forge.ts";

const blank = (value: string): Term => ({ termType: "BlankNode", value });
const iri = (value: string): Term => ({ termType: "NamedNode", value: `urn:x:${value}` });
const literal = (value: string): Term => ({
  termType: "Literal",
  value,
  datatype: { value: "http://www.w3.org/2001/XMLSchema#string" },
});
const NO_GRAPH: Term = { termType: "DefaultGraph", value: "" };
const said = (subject: Term, predicate: string, object: Term, graph: Term = NO_GRAPH): Statement => ({
  subject,
  predicate: iri(predicate),
  object,
  graph,
});

const node = fc.constantFrom(...["a", "b", "c", "d", "e"].map(blank), iri("1"), iri("2"));
const graphs = fc.uniqueArray(
  fc
    .tuple(
      node,
      fc.constantFrom("p", "q"),
      fc.oneof(node, fc.constantFrom(literal("x"), literal('y "z"\n'))),
      fc.constantFrom(NO_GRAPH, NO_GRAPH, blank("a"), iri("g")),
    )
    .map(([subject, predicate, object, graph]) => said(subject, predicate, object, graph)),
  { maxLength: 12, selector: (statement) => JSON.stringify(statement) },
);

describe("any graph", () => {
  test("is canonical as other software finds it, by both hashes", async () => {
    await fc.assert(
      fc.asyncProperty(graphs, fc.constantFrom("sha256", "sha384" as const), async (statements, hash) => {
        const theirs = await canonize(statements, {
          algorithm: "RDFC-1.0",
          maxWorkFactor: Number.POSITIVE_INFINITY,
          messageDigestAlgorithm: hash,
        });
        const form = { hash: hash as "sha256" | "sha384", effort: { left: 1e7 } };
        expect(canonicalGraph(statements, form)?.lines.join("")).toBe(theirs);
      }),
      { numRuns: 300 },
    );
  });

  test("is the same by other labels, and in another order", () => {
    const rename = (term: Term): Term => (term.termType === "BlankNode" ? blank(`z${term.value}9`) : term);
    fc.assert(
      fc.property(graphs, (statements) => {
        const others = statements
          .map(({ subject, predicate, object, graph }) => ({
            subject: rename(subject),
            predicate,
            object: rename(object),
            graph: rename(graph),
          }))
          .reverse();
        const effort = () => ({ left: 1e7 });
        expect(canonicalGraph(others, { effort: effort() })?.lines).toEqual(
          canonicalGraph(statements, { effort: effort() })?.lines,
        );
      }),
    );
  });
});

const EMOJI = "\u{1f600}";
const FULL_WIDTH = "\uff21";

describe("the order of the standard", () => {
  test("is by code point, where JavaScript's is by UTF-16 unit", () => {
    expect([EMOJI, FULL_WIDTH].sort()).toEqual([EMOJI, FULL_WIDTH]);
    expect(byCodePoint([EMOJI, FULL_WIDTH])).toEqual([FULL_WIDTH, EMOJI]);
    expect(byCodeUnit([FULL_WIDTH, EMOJI])).toEqual([EMOJI, FULL_WIDTH]);
  });
  test("is that of the code points of any two texts", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 5 }), fc.string({ unit: "binary", maxLength: 5 }), (a, b) => {
        const [one, other] = [a, b].map((text) => [...text].map((char) => char.codePointAt(0) ?? 0));
        const at = one?.findIndex((point, index) => point !== other?.[index]) ?? -1;
        const expected = at === -1 ? a.length - b.length : (one?.[at] ?? 0) - (other?.[at] ?? -1);
        expect(Math.sign(compareCodePoints(a, b))).toBe(Math.sign(expected));
      }),
    );
  });
  test("holds for the lines of a badge", async () => {
    const subject = badge()["credentialSubject"] as JsonObject;
    const achievement = { ...(subject["achievement"] as JsonObject), tag: [EMOJI, FULL_WIDTH] };
    const made = await canonicalQuads(badge({ credentialSubject: { ...subject, achievement } }));
    const quads = made.ok ? made.quads : "";
    expect(quads.indexOf(FULL_WIDTH)).toBeGreaterThan(-1);
    expect(quads.indexOf(FULL_WIDTH)).toBeLessThan(quads.indexOf(EMOJI));
  });
  test("parts from that of rdf-canonize in the order alone", async () => {
    // RDFC-1.0, section 4.4.3, step 7: "in Unicode code point order", which is the order of the bytes of UTF-8.
    const statements = [EMOJI, FULL_WIDTH, "a"].map((value) => said(iri("s"), "p", literal(value)));
    const ours = canonicalGraph(statements)?.lines ?? [];
    const theirs = await canonize(statements, { algorithm: "RDFC-1.0", maxWorkFactor: 1 });
    expect(ours).toEqual([...ours].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
    expect(ours.join("")).not.toBe(theirs);
    expect(byCodeUnit(ours).join("")).toBe(theirs);
  });
  test("holds inside the hashes that give nodes their labels", () => {
    // RDFC-1.0, section 4.6: the hash of a node's own statements, sorted, decides which of two comes first.
    const values = Array.from({ length: 12 }, (_, index) => [`${EMOJI}${index}`, `${FULL_WIDTH}${index}`] as const);
    const lines = ([one, other]: readonly [string, string]) =>
      [one, other].map((value) => `_:a <urn:x:p> "${value}" .\n`);
    const hash = (pair: readonly [string, string], order: (list: readonly string[]) => string[]) =>
      createHash("sha256")
        .update(order(lines(pair)).join(""))
        .digest("hex");
    const statements = values.flatMap((pair, index) =>
      pair.map((value) => said(blank(`n${index}`), "p", literal(value))),
    );
    const expected = (order: (list: readonly string[]) => string[]) =>
      [...values.keys()]
        .map((index) => [hash(values[index] ?? ["", ""], order), `n${index}`] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, label]) => label);
    for (const order of [byCodePoint, byCodeUnit]) {
      expect([...(canonicalGraph(statements, { order })?.labels.keys() ?? [])]).toEqual(expected(order));
    }
    expect(expected(byCodePoint)).not.toEqual(expected(byCodeUnit));
  });
});

/** Nodes without names, each knowing all the others: every order of them would have to be tried. */
const clique = (size: number): readonly Statement[] =>
  Array.from({ length: size * size }, (_, index) => [Math.floor(index / size), index % size] as const)
    .filter(([from, to]) => from !== to)
    .map(([from, to]) => said(blank(`n${from}`), "knows", blank(`n${to}`)));

describe("graphs made to be hard", () => {
  test.each([3, 4, 5])("a clique of %i is done", (size) => {
    expect(canonicalGraph(clique(size))?.lines).toHaveLength(size * (size - 1));
  });
  test.each([6, 7, 8, 9, 10, 12, 20, 60])("a clique of %i is given up", (size) => {
    expect(canonicalGraph(clique(size))).toBeUndefined();
  });
  test("many that come together share one allowance", () => {
    const effort = newEffort();
    expect(canonicalGraph(clique(9), { effort })).toBeUndefined();
    const after = effort.left;
    expect(canonicalGraph(clique(9), { effort })).toBeUndefined();
    // What comes after ends at its first step beyond the few that every node has to itself.
    expect(after - effort.left).toBeLessThan(20);
  });
  test("two graphs that say the same of nameless nodes are done, however much they say", async () => {
    const statements = ["a", "b"].flatMap((name) =>
      Array.from({ length: 30 }, (_, index) => said(blank(name), `p${index}`, literal("x"), blank(`graph ${name}`))),
    );
    expect(canonicalGraph(statements)?.lines).toHaveLength(60);
    const few = statements.filter(({ predicate }) => /p[1-4]$/.test(predicate.value));
    const theirs = await canonize(few, { algorithm: "RDFC-1.0", maxWorkFactor: Number.POSITIVE_INFINITY });
    expect(canonicalGraph(few)?.lines.join("")).toBe(theirs);
  });
  test("hubs of thousands of nodes that are alike end in an answer", () => {
    const hubs = ["a", "b"].flatMap((hub) =>
      Array.from({ length: 20_000 }, (_, index) => said(blank(hub), "p", blank(`${hub}${index}`))),
    );
    expect(canonicalGraph(hubs)).toBeUndefined();
  });
  test("thousands of nodes that are alike are no attack", () => {
    const alike = Array.from({ length: 5000 }, (_, index) => said(iri("1"), "p", blank(`n${index}`)));
    const hub = alike.map(({ object }) => said(blank("hub"), "p", object));
    expect(canonicalGraph(alike)?.lines).toHaveLength(5000);
    expect(canonicalGraph([...hub, said(blank("hub"), "is", literal("one"))])?.lines).toHaveLength(5001);
  });
});

describe("statements of a document", () => {
  const achievement = async (members: JsonObject) => {
    const subject = badge()["credentialSubject"] as JsonObject;
    const content = { ...(subject["achievement"] as JsonObject), ...members };
    return statementsOf(badge({ credentialSubject: { ...subject, achievement: content } }));
  };
  const objects = async (members: JsonObject) => {
    const made = await achievement(members);
    return made.ok ? made.statements.map(({ object }) => object.value) : [made.why.code];
  };
  test.each([
    [1e-7, "1.0E-7"],
    [0.5, "5.0E-1"],
    [3, "3"],
    [1e21, "1.0E21"],
  ])("the number %d loses nothing", async (credits, written) => {
    expect(await objects({ creditsAvailable: credits })).toContain(written);
  });
  test.each<[string, Json]>([
    ["a line break", "urn:x:a\nb"],
    ["a bracket that ends it", "urn:x:a><urn:x:b"],
    ["a control character", "urn:x:a\u0001b"],
    ["no scheme", "badge/1"],
  ])("an identifier with %s is refused", async (_, id) => {
    const made = await statementsOf(badge({ id }));
    expect(made.ok ? "read" : made.why.code).toBe("TERM_UNDEFINED");
  });
  test("a text with a direction is refused: RDF would lose the direction", async () => {
    const name = { "@value": "x", "@language": "ar", "@direction": "rtl" };
    const made = await statementsOf(badge({ name }));
    expect(made.ok ? "read" : made.why.message).toContain("direction");
  });
  test("a label that looks like one of laurel's own is another node's", async () => {
    const made = await achievement({ alignment: [{ id: "_:new0", type: ["Alignment"], targetName: "x" }] });
    const labels = made.ok ? made.statements.map(({ subject }) => subject.value) : [];
    expect(labels.filter((label) => label === "ownnew0").length).toBeGreaterThan(0);
    expect(labels).toContain("new0");
  });
});
