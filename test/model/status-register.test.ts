// What the events of the status register come to.
import { describe, expect, it } from "vitest";
import { Fault } from "../../src/core/fault.ts";
import { bitsAt, credentialStatus, listBits, pointingsOf } from "../../src/model/status-list.ts";
import { eventOf, registerOf, type StatusEvent, statusValue } from "../../src/model/status-register.ts";

const LIST = {
  event: "list" as const,
  list: 1,
  issuer: "did:example:college",
  url: "https://college.example.edu/status/{list}",
  purposes: ["revocation", "suspension", "message"],
  entries: 131_072,
  messages: ["in order", "under review", "lost", "found", "stolen"],
};
const entry = (credential: string, index: number, list = 1): StatusEvent => ({
  event: "entry",
  credential,
  list,
  index,
});
const change = (credential: string, purpose: string, value: number, at = "2026-06-01T12:00:00Z"): StatusEvent => ({
  event: "change",
  credential,
  purpose,
  value,
  at,
});
const of = (...events: readonly StatusEvent[]) =>
  registerOf(events.map((event, index) => ({ event, place: { file: index < 3 ? "a" : "b", line: index + 1 } })));
const refusal = (...events: readonly StatusEvent[]): string => {
  try {
    of(...events);
  } catch (error) {
    if (error instanceof Fault) return `${error.facts.file}:${error.facts.line}: ${error.facts.message}`;
  }
  return "none";
};

describe("the register", () => {
  it("takes the same event from two parts for one", () => {
    const { slots, holders } = of(LIST, entry("x", 5), LIST, entry("x", 5));
    expect([...slots]).toEqual([["x", { list: 1, index: 5 }]]);
    expect(holders.get(1)?.size).toBe(1);
  });

  it("names both lines that contradict each other", () => {
    expect(refusal(LIST, entry("x", 5), LIST, entry("x", 6))).toBe(
      "b:4: the place of the credential x, and it stands otherwise in a:2",
    );
    expect(refusal(LIST, entry("x", 5), LIST, entry("y", 5))).toBe(
      "b:4: entry 5 of list 1, and it stands otherwise in a:2",
    );
    expect(refusal(LIST, { ...LIST, entries: 262_144 })).toBe("a:2: list 1, and it stands otherwise in a:1");
  });

  it("knows no entry of a list that it does not know, or beyond its end", () => {
    expect(refusal(LIST, entry("x", 5, 2))).toContain("got list 2");
    expect(refusal(LIST, entry("x", 131_072))).toContain("got list 1");
    expect(refusal(LIST, entry("x", 131_071))).toBe("none");
  });

  it("lets a revocation stand, and of a suspension the last word", () => {
    const register = of(
      LIST,
      entry("x", 5),
      change("x", "revocation", 1),
      change("x", "revocation", 0),
      change("x", "suspension", 1),
      change("x", "suspension", 0),
    );
    expect(["revocation", "suspension"].map((purpose) => statusValue(register, "x", purpose))).toEqual([1, 0]);
  });

  it("writes a status of several bits where a reader of the standard looks for it", () => {
    const register = of(LIST, entry("x", 5), entry("y", 6), change("x", "message", 4), change("y", "message", 3));
    const bits = listBits(register, 1, "message");
    expect(bits.length).toBe((131_072 * 3) / 8);
    // Entry 5 begins with bit 15, entry 6 with bit 18: 100 and 011.
    expect([bits[1], bits[2]]).toEqual([0b0000_0001, 0b0001_1000]);
    const form = register.lists.get(1);
    if (form === undefined) throw new Error("no list");
    expect([4, 5, 6, 7].map((index) => bitsAt(bits, form, "message", index))).toEqual([0, 4, 3, 0]);
  });

  it("finds in a credential the entries that it gave", () => {
    const form = of(LIST).lists.get(1);
    if (form === undefined) throw new Error("no list");
    const found = pointingsOf({ credentialStatus: credentialStatus(form, { list: 12, index: 7 }) });
    expect(found.map(({ purpose, list, index, url }) => [purpose, list, index, url])).toEqual(
      LIST.purposes.map((purpose) => [purpose, 12, 7, LIST.url]),
    );
    expect(
      pointingsOf({ credentialStatus: { type: "BitstringStatusListEntry", statusPurpose: "revocation" } }),
    ).toEqual([]);
  });

  it("takes no line that is none", () => {
    for (const line of [
      null,
      1,
      [],
      {},
      { event: "toString" },
      { ...entry("x", 1), index: -1 },
      { ...LIST, purposes: [] },
    ])
      expect(eventOf(line as never)).toBeUndefined();
    expect(eventOf(entry("x", 1) as never)).toBeDefined();
  });
});
