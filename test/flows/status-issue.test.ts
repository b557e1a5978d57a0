// Status at issuing: what is recorded for the part of a roster that is signed here.
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { MEMORY } from "../../src/core/storage.ts";
import type { Forecast } from "../../src/flows/foresee.ts";
import { addForecast, type StatusWord, withStatus } from "../../src/flows/status-issue.ts";
import { pointingsOf } from "../../src/model/status-list.ts";
import { type Register, registerOf, type StatusEvent } from "../../src/model/status-register.ts";
import { takenEntries, wishes } from "../../src/model/status-slot.ts";

const form = {
  issuer: "did:example:college",
  url: "https://college.example.edu/status/{list}",
  purposes: ["revocation"],
  // So few that nearly every wish meets another.
  entries: 16,
};
const wish = wishes(new Uint8Array(32));
const idOf = (at: number) => `urn:uuid:${at}`;
const ROWS = Array.from({ length: 24 }, (_, at) => at);
const place = { path: "x", stands: false, twin: false, beside: [], noted: [], listed: [] };
const toSign = (at: number): Forecast => ({ at, line: at + 2, own: { id: idOf(at) }, what: place });
const standing = (at: number, status?: JsonObject): Forecast => ({
  at,
  line: at + 2,
  own: { id: idOf(at) },
  what: { path: "y", sha256: "", state: "unchanged", ...(status === undefined ? {} : { status }) },
});
const registerIn = (events: readonly StatusEvent[]) =>
  registerOf(events.map((event, line) => ({ event, place: { line } })));

/** What a part of the roster is given beside a register. */
function issued(forecasts: readonly Forecast[], register: Register = registerIn([])) {
  const words = MEMORY.sorter<StatusWord>();
  const taken = takenEntries();
  for (const [credential, slot] of register.slots) {
    words.add(credential, { held: { credential, ...slot, place: {} } });
    taken.add(slot.list, slot.index);
  }
  for (const at of ROWS) words.add(idOf(at), { planned: true });
  const without = forecasts.filter((forecast) => addForecast(words, forecast)).length;
  return { without, ...withStatus({ words, lists: register.lists, taken, form, wish }, MEMORY) };
}

describe("the entries of what is signed here", () => {
  const parts = [0, 1, 2].map((part) => ROWS.filter((at) => at % 3 === part));
  const done = parts.map((mine) => issued(mine.map(toSign)));

  it("are those that the other parts of the roster leave free, though nobody has seen the others' registers", () => {
    const { slots } = registerIn(done.flatMap(({ events }) => [...events]));
    expect(slots.size).toBe(24);
    expect(new Set([...slots.values()].map(({ list, index }) => `${list}:${index}`)).size).toBe(24);
    const whole = issued(ROWS.map(toSign));
    expect(registerIn([...whole.events]).slots).toEqual(new Map([...slots].sort(([a], [b]) => (a < b ? -1 : 1))));
  });

  it("are recorded for these alone, and are what their credentials point at", () => {
    for (const [part, { statusAt, events }] of done.entries()) {
      const { slots } = registerIn([...events]);
      const mine = parts[part] ?? [];
      expect([...slots.keys()].sort()).toEqual(mine.map(idOf).sort());
      for (const at of ROWS) {
        const [pointing] = pointingsOf({ credentialStatus: statusAt(at) ?? null });
        const slot = pointing === undefined ? undefined : { list: pointing.list, index: pointing.index };
        expect(slot).toEqual(slots.get(idOf(at)));
      }
    }
  });

  it("are not taken by what stands there already or is refused", () => {
    const { events, statusAt, without } = issued([toSign(0), standing(1)]);
    expect([...registerIn([...events]).slots.keys()]).toEqual([idOf(0)]);
    expect(statusAt(1)).toBeUndefined();
    expect(without).toBe(1);
    expect([...issued([standing(1)]).events]).toEqual([]);
  });

  it("keep the register from going on that lacks one of a credential that stands there", () => {
    const { events, statusAt } = issued([toSign(3), toSign(4)]);
    const status = [3, 4].map((at) => statusAt(at) as JsonObject);
    const both = [4, 3].map((at) => standing(at, status[at - 3]));
    const [list, ...entries] = [...events];
    const register = registerIn(list === undefined ? [] : [list, ...entries]);
    expect(issued(both, register).fault).toBeUndefined();
    expect(issued(both).fault).toMatchObject({
      code: "STATUS_INVALID",
      message: expect.stringContaining("lacks 2 credentials that were issued with an entry, the first of line 5"),
    });
  });

  it("are refused where two lines of the register name two places for a credential", () => {
    const words = MEMORY.sorter<StatusWord>();
    for (const index of [1, 2])
      words.add("a", { held: { credential: "a", list: 1, index, place: { file: "register.ndjson", line: index } } });
    const contradicting = () => withStatus({ words, lists: new Map(), taken: takenEntries(), form, wish }, MEMORY);
    expect(contradicting).toThrow(/register.ndjson:1/);
  });
});
