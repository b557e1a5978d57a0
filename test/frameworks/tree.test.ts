import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Framework } from "../../src/frameworks/framework.ts";
import { type Node, natural, pathOf, treeOf } from "../../src/frameworks/tree.ts";
import { association, childOf, frameworkOf, item, linkTo } from "./fixture.ts";

/** `B.1(B.1.1 B.1.2)`: a tree in one line, `^` where an item was shown before. */
const drawn = (nodes: readonly Node[]): string =>
  nodes
    .map(
      ({ item: { code }, children, repeated }) =>
        `${code}${repeated === true ? "^" : ""}${children.length > 0 ? `(${drawn(children)})` : ""}`,
    )
    .join(" ");
const rootsOf = (framework: Framework): string => drawn(treeOf(framework).roots);
const orphansOf = (framework: Framework): string => drawn(treeOf(framework).orphans);
const items = (...names: readonly string[]) => names.map((name) => item(name));

describe("treeOf", () => {
  it("takes as roots both items with an edge to the document and items without any parent", () => {
    const framework = frameworkOf(items("A", "B", "B1"), [childOf("A", "document"), childOf("B1", "B")]);
    expect([rootsOf(framework), orphansOf(framework)]).toEqual(["A B(B1)", ""]);
  });

  it("orders siblings by sequenceNumber first, and those without one last", () => {
    const edges = [
      childOf("A", "document", 3),
      childOf("B", "document"),
      childOf("C", "document", 1),
      childOf("D", "document", 10),
    ];
    expect(rootsOf(frameworkOf(items("A", "B", "C", "D"), edges))).toBe("C A D B");
  });

  it("then by listEnumeration, then by code with numbers as numbers, then by statement", () => {
    const list = [
      item("A.10"),
      item("A.9"),
      item("Z", { listEnumeration: "2" }),
      item("Y", { listEnumeration: "10" }),
      item("m", { humanCodingScheme: null, fullStatement: "Mixes." }),
      item("k", { humanCodingScheme: null, fullStatement: "Kneads." }),
    ];
    const { roots } = treeOf(frameworkOf(list));
    expect(roots.map(({ item: { code, plain } }) => code ?? plain)).toEqual([
      "Z",
      "Y",
      "A.9",
      "A.10",
      "Kneads.",
      "Mixes.",
    ]);
  });

  it("shows an item under each of its parents once, and what is below it at the first place only", () => {
    const edges = [
      childOf("C", "A"),
      childOf("C", "B"),
      association("isChildOf", "C", "B", { destinationNodeURI: { ...linkTo("B"), uri: "https://old.example/B" } }),
      childOf("D", "C"),
    ];
    expect(rootsOf(frameworkOf(items("A", "B", "C", "D"), edges))).toBe("A(C(D)) B(C^)");
  });

  it("counts as an orphan what hangs on a parent outside the file", () => {
    const framework = frameworkOf(items("A", "B", "B1"), [
      childOf("A", "document"),
      childOf("B", "gone"),
      childOf("B1", "B"),
    ]);
    expect([rootsOf(framework), orphansOf(framework)]).toEqual(["A", "B(B1)"]);
  });

  it("ends at a circle and loses none of its items", () => {
    const edges = [childOf("A", "document"), childOf("B", "C"), childOf("C", "B"), childOf("D", "C")];
    expect(orphansOf(frameworkOf(items("A", "B", "C", "D"), edges))).toBe("B(C(B^ D))");
  });

  it("does not grow without bound when every level has two parents", () => {
    const levels = Array.from({ length: 40 }, (_, level) => [`L${level}a`, `L${level}b`]);
    const edges = levels
      .slice(1)
      .flatMap((pair, level) => pair.flatMap((child) => (levels[level] ?? []).map((parent) => childOf(child, parent))));
    expect(
      rootsOf(
        frameworkOf(
          levels.flat().map((name) => item(name)),
          edges,
        ),
      ).length,
    ).toBeLessThan(1000);
  });

  it("goes through a chain of any length", () => {
    const names = Array.from({ length: 5000 }, (_, index) => `N${index}`);
    const framework = frameworkOf(
      names.map((name) => item(name)),
      names.slice(1).map((name, index) => childOf(name, names[index] ?? "")),
    );
    const { roots, orphans } = treeOf(framework);
    expect(drawn([...roots, ...orphans]).match(/N\d+(?!\d)(?!\^)/g)?.length).toBeGreaterThanOrEqual(5000);
    expect(pathOf(framework, framework.items.at(-1) ?? expect.fail()).length).toBe(4999);
  });

  it("shows every item with its children exactly once, whatever the edges", () => {
    const nodes = ["A", "B", "C", "D", "E", "F"];
    const end = fc.constantFrom(...nodes, "document", "gone");
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...nodes), end, fc.option(fc.nat(5), { nil: undefined })), { maxLength: 12 }),
        (edges) => {
          const framework = frameworkOf(
            items(...nodes),
            edges.map(([child, parent, order]) => childOf(child, parent, order)),
          );
          const { roots, orphans } = treeOf(framework);
          const codes: (string | undefined)[] = [];
          const walk = (all: readonly Node[]): void => {
            for (const node of all) {
              if (node.repeated !== true) codes.push(node.item.code);
              walk(node.children);
            }
          };
          walk([...roots, ...orphans]);
          expect([...new Set(codes)].sort()).toEqual(nodes);
        },
      ),
    );
  });
});

describe("natural order", () => {
  it("is an order", () => {
    const text = fc.stringMatching(/^[a1.0]{0,6}$/);
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        expect(Math.sign(natural(a, b))).toBe(Math.sign(natural(b, a)) * -1 + 0);
        if (natural(a, b) <= 0 && natural(b, c) <= 0) expect(natural(a, c)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 5000 },
    );
  });
});
