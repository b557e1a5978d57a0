// Every order of a list, and each once.
import fc from "fast-check";
import { expect, test } from "vitest";
import { permutations } from "../../src/rdf/permutation.ts";

const factorial = (count: number): number => (count < 2 ? 1 : count * factorial(count - 1));

test("there are as many as mathematics says, no two alike, and each of the same items", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 6 }), (list) => {
      const all = [...permutations(list)].map((order) => order.join(""));
      const same = ["a", "b", "c", "d"].map((item) => list.filter((other) => other === item).length);
      expect(all).toHaveLength(same.reduce((left, count) => left / factorial(count), factorial(list.length)));
      expect(new Set(all).size).toBe(all.length);
      expect(new Set(all.map((order) => [...order].sort().join("")))).toEqual(new Set([[...list].sort().join("")]));
    }),
  );
});

test("a long list is no deep one", () => {
  const list = Array.from({ length: 100_000 }, (_, index) => index);
  const orders = permutations(list);
  expect([orders.next().value, orders.next().value].map((order) => order?.at(-1))).toEqual([99_999, 99_998]);
});
