// Status at issuing: what is recorded for the part of a roster that is signed here.
import { describe, expect, it } from "vitest";
import type { Foreseen } from "../../src/flows/issue.ts";
import type { Entry } from "../../src/flows/plan.ts";
import { withStatus } from "../../src/flows/status-issue.ts";
import { pointingsOf } from "../../src/model/status-list.ts";
import { registerOf, type StatusEvent } from "../../src/model/status-register.ts";
import { wishes } from "../../src/model/status-slot.ts";

const form = {
  issuer: "did:example:college",
  url: "https://college.example.edu/status/{list}",
  purposes: ["revocation"],
  // So few that nearly every wish meets another.
  entries: 16,
};
const wish = wishes(new Uint8Array(32));
const entryOf = (id: string): Entry => ({
  row: { line: 1, cells: [] },
  award: {
    line: 1,
    achievement: "soil",
    awarded: "2026-05-29T00:00:00Z",
    learner: { id },
    evidence: [],
    results: [],
    alignment: [],
  },
  slug: "soil",
  document: { id },
});
const roster = Array.from({ length: 24 }, (_, number) => entryOf(`urn:uuid:${number}`));
const toSign = (entry: Entry): Foreseen => ({ entry, path: "x", stands: false, twin: false, beside: [] });
const registerIn = (events: readonly StatusEvent[]) =>
  registerOf(events.map((event, line) => ({ event, place: { line } })));

describe("the entries of what is signed here", () => {
  const parts = [0, 1, 2].map((part) => roster.filter((_, at) => at % 3 === part));
  const done = parts.map((mine) => withStatus(mine.map(toSign), roster, { register: registerIn([]), form, wish }));

  it("are those that the other parts of the roster leave free, though nobody has seen the others' registers", () => {
    const { slots } = registerIn(done.flatMap(({ events }) => events));
    expect(slots.size).toBe(24);
    expect(new Set([...slots.values()].map(({ list, index }) => `${list}:${index}`)).size).toBe(24);
    const whole = withStatus(roster.map(toSign), roster, { register: registerIn([]), form, wish });
    expect(registerIn(whole.events).slots).toEqual(new Map([...slots].sort(([a], [b]) => (a < b ? -1 : 1))));
  });

  it("are recorded for these alone, and are what their documents point at", () => {
    for (const [part, { foreseen, events }] of done.entries()) {
      const { slots } = registerIn(events);
      expect([...slots.keys()].sort()).toEqual(
        (parts[part] ?? []).map(({ document }) => String(document["id"])).sort(),
      );
      for (const { entry } of foreseen) {
        const [pointing] = pointingsOf(entry.document);
        expect(slots.get(String(entry.document["id"]))).toEqual({ list: pointing?.list, index: pointing?.index });
      }
    }
  });

  it("are not taken by what stands there already or is refused", () => {
    const [first, second, third] = roster.map(toSign);
    if (first === undefined || second === undefined || third === undefined) throw new Error("no roster");
    const stands: Foreseen = { entry: second.entry, path: "y", sha256: "", state: "unchanged" };
    const refused: Foreseen = { entry: third.entry, fault: { code: "ROW_CONFLICT", line: 3, message: "no" } };
    const { events, foreseen, without } = withStatus([first, stands, refused], roster, {
      register: registerIn([]),
      form,
      wish,
    });
    expect([...registerIn(events).slots.keys()]).toEqual(["urn:uuid:0"]);
    expect(foreseen.slice(1)).toEqual([stands, refused]);
    expect(without).toBe(1);
    expect(withStatus([stands], roster, { register: registerIn([]), form, wish }).events).toEqual([]);
  });
});
