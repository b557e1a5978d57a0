// The canonicaliser against the standards' own cases: RDFC-1.0 from statements to lines, and JSON-LD to statements.
import { existsSync, readdirSync } from "node:fs";
import { NQuads } from "rdf-canonize";
import { expect, test } from "vitest";
import { isObject, type JsonObject } from "../../src/core/json.ts";
import { canonicalGraph, newEffort } from "../../src/rdf/canonical.ts";
import { canonicalQuads } from "../../src/rdf/rdfc.ts";
import type { Statement } from "../../src/rdf/statement.ts";
import { conformance, sharedFile, sharedJson, sharedText } from "../shared.ts";

const casesOf = (kind: string) =>
  readdirSync(sharedFile(`vectors/${kind}`)).map((name) => {
    const at = `vectors/${kind}/${name}/`;
    return { name, at, expected: sharedJson(`${at}expected.json`) as JsonObject };
  });
const parsed = (quads: string): readonly Statement[] => NQuads.parse(quads);

conformance("RDFC-1.0", () => {
  const cases = casesOf("rdf-canon");

  test.each(cases)("$name, $expected.what: canonical N-Quads byte for byte", ({ at, expected }) => {
    const hash = expected["hashAlgorithm"] === "SHA384" ? "sha384" : "sha256";
    const graph = canonicalGraph(parsed(sharedText(`${at}input.nq`)), { hash });
    expect(graph?.lines.join("")).toBe(sharedText(`${at}output.nq`));
    if (existsSync(sharedFile(`${at}map.json`))) {
      expect(Object.fromEntries(graph?.labels ?? [])).toEqual(sharedJson(`${at}map.json`));
    }
  });

  test("the two made to be hard need a fifth of the work that is allowed, all others next to none", () => {
    const spent = cases.map(({ at, expected }) => {
      const effort = newEffort();
      canonicalGraph(parsed(sharedText(`${at}input.nq`)), { effort });
      return [String(expected["what"]), newEffort().left - effort.left] as const;
    });
    const above = (steps: number) => spent.filter(([, own]) => own > steps).map(([what]) => what);
    expect(cases.length).toBeGreaterThan(35);
    expect(above(newEffort().left / 5)).toEqual([]);
    expect(above(newEffort().left / 500)).toEqual(["poison – evil (1)", "poison – evil (2)"]);
  });
});

/** Options that a verifier of credentials has no use for. */
const OTHER_OPTIONS = ["base", "expandContext", "produceGeneralizedRdf", "rdfDirection", "processingMode"];

/** What jsonld does in its own way, all of it in inline contexts, which the shape gate refuses. */
const OWN_WAY: Readonly<Record<string, string>> = {
  tc037: "a scoped context on an alias of @nest",
  tc038: "a scoped context on an alias of @nest",
  te111: "a relative @vocab",
  te112: "a relative @vocab",
  ter56: "a context that redefines @context",
};

conformance("JSON-LD to RDF", () => {
  const cases = casesOf("json-ld-tordf").filter(({ name, expected }) => {
    const options = expected["options"];
    const plain = isObject(options) && !OTHER_OPTIONS.some((option) => option in options);
    return plain && options["specVersion"] !== "json-ld-1.0" && !Object.hasOwn(OWN_WAY, name);
  });
  const answer = async (at: string) =>
    canonicalQuads(sharedJson(`${at}input.jsonld`) as JsonObject, {}, async () => undefined);

  test("what is read is read as the standard says; what it would leave out is refused", async () => {
    const refusals: string[] = [];
    let same = 0;
    for (const { name, at, expected } of cases.filter((one) => one.expected["verdict"] === "match")) {
      const made = await answer(at);
      if (!made.ok) refusals.push(made.why.code);
      else {
        const wanted = canonicalGraph(parsed(sharedText(`${at}output.nq`)));
        expect(made.quads, `${name}: ${expected["what"]}`).toBe(wanted?.lines.join(""));
        same += 1;
      }
    }
    expect(same).toBeGreaterThanOrEqual(150);
    expect(new Set(refusals)).toEqual(
      new Set(["TERM_UNDEFINED", "DIRECTION_UNREAD", "CONTEXT_UNKNOWN", "CONTEXT_INVALID"]),
    );
  });

  test("what the standard calls an error is refused", async () => {
    const errors = cases.filter(({ expected }) => String(expected["verdict"]).startsWith("error:"));
    expect(errors.length).toBeGreaterThan(50);
    for (const { name, at, expected } of errors) {
      expect((await answer(at)).ok, `${name}: ${expected["verdict"]}`).toBe(false);
    }
  });
});
