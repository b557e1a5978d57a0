// Which entry of a status list a credential gets.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MEMORY } from "../../src/core/storage.ts";
import { type StatusWord, withStatus } from "../../src/flows/status-issue.ts";
import {
  type ListForm,
  type Recorded,
  type Register,
  registerOf,
  type Slot,
  type StatusEvent,
} from "../../src/model/status-register.ts";
import { takenEntries, type Wish, wishes } from "../../src/model/status-slot.ts";

const form = (entries: number): ListForm => ({
  issuer: "did:example:college",
  url: "https://college.example.edu/status/{list}",
  purposes: ["revocation"],
  entries,
});
const recorded = (events: readonly StatusEvent[]): Recorded[] =>
  events.map((event, line) => ({ event, place: { line } }));
const EMPTY = registerOf([]);
const wish = wishes(new TextEncoder().encode("a secret of the tests"));

/** What a roster is given beside a register: the entries of all, and what is recorded when some of them are signed. */
function allotted(register: Register, ids: readonly string[], form: ListForm, wish: Wish, signed = ids) {
  const words = MEMORY.sorter<StatusWord>();
  const taken = takenEntries();
  for (const [credential, slot] of register.slots) {
    words.add(credential, { held: { credential, ...slot, place: {} } });
    taken.add(slot.list, slot.index);
  }
  for (const id of ids) words.add(id, { planned: true });
  for (const id of signed) words.add(id, { sign: 0 });
  const { events, opened } = withStatus({ words, lists: register.lists, taken, form, wish }, MEMORY);
  const slots = new Map<string, Slot>(register.slots);
  for (const event of events) if (event.event === "entry") slots.set(event.credential, event);
  return {
    events: [...events],
    opened,
    slots: new Map(
      ids.flatMap((id) => {
        const slot = slots.get(id);
        return slot === undefined ? [] : [[id, { list: slot.list, index: slot.index }] as const];
      }),
    ),
  };
}
const eventsFor = (register: Register, ids: readonly string[], form: ListForm, signed = ids) =>
  allotted(register, ids, form, wish, signed).events;

const shown = (slots: ReadonlyMap<string, object>) => [...slots].sort(([a], [b]) => (a < b ? -1 : 1));

/** A list so small that nearly every wish was somebody else's before, and every fifth credential opens a new list. */
const SMALL = form(10);
const rosters = fc.uniqueArray(fc.stringMatching(/^[0-9a-f]{1,4}$/), { minLength: 1, maxLength: 40 });

describe("the entries of a roster", () => {
  it("are never given twice, whatever the order of the rows, and fill no list by more than half", () => {
    fc.assert(
      fc.property(rosters, (ids) => {
        const { slots, opened } = allotted(EMPTY, ids, SMALL, wish);
        expect(shown(allotted(EMPTY, [...ids].reverse(), SMALL, wish).slots)).toEqual(shown(slots));
        expect(new Set([...slots.values()].map(({ list, index }) => `${list}:${index}`)).size).toBe(ids.length);
        expect(opened.map(({ list }) => list)).toEqual(
          Array.from({ length: Math.ceil(ids.length / 5) }, (_, index) => index + 1),
        );
      }),
    );
  });

  it("are the same for parts that say no word to each other, in whatever order they write and read", () => {
    fc.assert(
      fc.property(
        rosters,
        fc.array(fc.nat(3), { minLength: 40, maxLength: 40 }),
        fc.array(fc.boolean()),
        (ids, part, sees) => {
          const before = eventsFor(EMPTY, ["old", "older"], SMALL);
          const whole = allotted(registerOf(recorded(before)), ids, SMALL, wish).slots;
          // Each part sees what some of those before it have written, and only that.
          const written: StatusEvent[][] = [before];
          for (const shard of [0, 1, 2, 3]) {
            const register = registerOf(
              recorded(written.filter((_, at) => at === 0 || sees[shard * 4 + at] === true).flat()),
            );
            const mine = ids.filter((_, at) => part[at] === shard);
            written.push(eventsFor(register, ids, SMALL, mine));
          }
          const { slots } = registerOf(recorded(written.flat()));
          expect(shown(slots).filter(([id]) => ids.includes(id))).toEqual(shown(whole));
        },
      ),
    );
  });

  it("stay when others come, and new ones get what is free", () => {
    fc.assert(
      fc.property(rosters, rosters, (first, second) => {
        const events = eventsFor(EMPTY, first, SMALL);
        const register = registerOf(recorded(events));
        const { slots } = allotted(register, second, SMALL, wish);
        for (const id of second.filter((one) => first.includes(one)))
          expect(slots.get(id)).toEqual(register.slots.get(id));
        const all = registerOf(recorded([...events, ...eventsFor(register, second, SMALL)]));
        expect(all.slots.size).toBe(new Set([...first, ...second]).size);
      }),
    );
  });

  it("are spread over the whole list, and nobody foresees them without the secret", () => {
    const ids = Array.from({ length: 70_000 }, (_, number) => `urn:uuid:${number}`);
    const { slots, opened } = allotted(EMPTY, ids, form(131_072), wish);
    expect(opened.length).toBe(2);
    const first = [...slots.values()].filter(({ list }) => list === 1).map(({ index }) => index);
    expect(first.length).toBe(65_536);
    expect(new Set(first).size).toBe(first.length);
    for (let eighth = 0; eighth < 8; eighth++) {
      const here = first.filter((index) => index >> 14 === eighth).length;
      expect(Math.abs(here - 8_192), `eighth ${eighth}`).toBeLessThan(400);
    }
    const other = allotted(EMPTY, ids, form(131_072), wishes(new TextEncoder().encode("another secret"))).slots;
    expect(ids.filter((id) => other.get(id)?.index === slots.get(id)?.index).length).toBeLessThan(20);
  });

  it("go into a new list when the settings say another form, or the old one is closed", () => {
    const events = eventsFor(EMPTY, ["a"], SMALL);
    const register = registerOf(recorded(events));
    const moved = { ...SMALL, url: "https://elsewhere.example.edu/{list}" };
    expect(allotted(register, ["a", "b"], moved, wish).slots.get("a")?.list).toBe(1);
    expect(allotted(register, ["a", "b"], moved, wish).slots.get("b")?.list).toBe(2);
    expect(allotted(register, ["b"], SMALL, wish).slots.get("b")?.list).toBe(1);
    const closed = registerOf(recorded([...events, { event: "close", list: 1 }]));
    expect(allotted(closed, ["b"], SMALL, wish).slots.get("b")?.list).toBe(2);
  });
});
