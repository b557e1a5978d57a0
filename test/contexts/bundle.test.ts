// The bundle of contexts: exact addresses only, and addresses that only look like one are told apart.
import { describe, expect, test } from "vitest";
import { contextAt, isKnownContext, KNOWN_CONTEXTS, lookalikeOf, OB } from "../../src/contexts/bundle.ts";

test("every address of the bundle has a context, and imitates none", async () => {
  for (const url of KNOWN_CONTEXTS) {
    expect(await contextAt(url), url).toHaveProperty("@context");
    expect(lookalikeOf(url), url).toBeUndefined();
  }
});

test("no context gives a meaning to every word", async () => {
  for (const url of KNOWN_CONTEXTS) expect(JSON.stringify(await contextAt(url)), url).not.toContain('@vocab":"');
});

describe("an address that looks like one of the bundle", () => {
  test.each([`${OB}?x`, `${OB}#x`, `${OB}/`, OB.toUpperCase(), OB.replace("https", "http"), OB.replace("o", "%6f")])(
    "%s",
    async (url) => {
      expect(isKnownContext(url)).toBe(false);
      expect(await contextAt(url)).toBeUndefined();
      expect(lookalikeOf(url)).toBe(OB);
    },
  );
  test.each(["https://example.org/context.json", "nonsense", "", "https://w3id.org/dcc/v1"])("%s does not", (url) => {
    expect(lookalikeOf(url)).toBeUndefined();
  });
});
