// The passes of merge over a large batch: what is kept of each credential, against plain ways of the same.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { inputFiles, membersAt, passInputs } from "../../src/commands/merge-inputs.ts";
import { digestOf } from "../../src/core/packed.ts";
import { MEMORY, type Storage } from "../../src/core/storage.ts";
import { nameOf } from "../../src/core/uuid.ts";
import { openCensus } from "../../src/flows/census.ts";
import { recordNames } from "../../src/flows/record-name.ts";
import type { Tally } from "../../src/flows/tally.ts";
import { short } from "../../src/model/file-name.ts";
import { byLearner, type Subject } from "../../src/model/learner.ts";
import { bring } from "../../src/shell/evidence.ts";
import { withStorage } from "../../src/shell/storage.ts";
import { badge, NOW, signed } from "../checks/forge.ts";

const ISSUER = "did:example:college";
const OTHER = "did:example:other";
const RECORDS = { issuerId: ISSUER, extension: ".json" };

const small = (most: number) => fc.nat(most);

/** A subject as one of two institutions names it: by number, address and DID, or by some of them. */
const subject: fc.Arbitrary<Subject> = fc
  .record({
    issuer: fc.constantFrom(ISSUER, OTHER),
    number: fc.option(fc.constantFrom("1", "2", "3", "n", "N", "n-a0"), { nil: undefined }),
    email: fc.option(small(4), { nil: undefined }),
    did: fc.option(small(4), { nil: undefined }),
  })
  .map(({ issuer, number, email, did }) => ({
    issuer,
    identifiers: [],
    keys: [
      ...(did === undefined ? [] : [nameOf("id", `did:example:${did}`)]),
      ...(email === undefined ? [] : [nameOf("emailAddress", "", `${email}@x.edu`)]),
      ...(number === undefined ? [] : [nameOf("systemId", issuer, number)]),
    ],
    numbers: number === undefined ? [] : [{ issuer, number }],
  }));

interface Case {
  readonly credential: number;
  readonly subject: Subject;
  readonly from: number;
  readonly signed: number;
  readonly refused: boolean;
}
const cases: fc.Arbitrary<readonly Case[]> = fc.array(
  fc.record({
    credential: small(40),
    subject,
    from: small(2),
    signed: small(2),
    refused: fc.nat(9).map((n) => n === 0),
  }),
  { minLength: 1, maxLength: 120 },
);

const tallyOf = ({ credential, subject: own, from, signed: at, refused }: Case, nth: number): Tally => ({
  file: `${nth}.json`,
  digest: digestOf(String(nth)),
  members: refused
    ? []
    : [{ nth: 0, key: digestOf(`credential ${credential}`), age: { from, signed: at }, subject: own }],
  refusals: refused ? [{ fault: { code: "CREDENTIAL_INVALID", message: "no" }, about: [own] }] : [],
});

/** What the census makes of a list, as plain values. */
function counted(list: readonly Tally[], storage: Storage) {
  const census = openCensus(() => undefined, storage);
  for (const tally of list) census.add(tally);
  const settled = census.settle(RECORDS);
  const groups = [...settled.groups()].map(({ name, entries, incomplete }) => ({
    name,
    files: entries.map(({ file }) => file).sort(),
    incomplete,
  }));
  return { groups, dropped: settled.dropped, records: settled.records };
}

/** Who belongs together by the words of the rule: key after key, addresses last, all or none. */
function together(subjects: readonly Subject[]): readonly (readonly number[])[] {
  let groups = subjects.map((_, at) => [at]);
  const keys = [...new Set(subjects.flatMap((one) => one.keys))].sort();
  const isAddress = (key: string) => key.startsWith('["emailAddress"');
  for (const key of [...keys.filter((one) => !isAddress(one)), ...keys.filter(isAddress)]) {
    const sharing = groups.filter((group) => group.some((at) => subjects[at]?.keys.includes(key)));
    const numbers = sharing.flat().flatMap((at) => subjects[at]?.numbers ?? []);
    const isOne = numbers.every((a) => numbers.every((b) => a.issuer !== b.issuer || a.number === b.number));
    if (isOne) groups = [...groups.filter((group) => !sharing.includes(group)), sharing.flat()];
  }
  return groups.filter((group) => group.length > 0);
}

const sorted = (groups: readonly (readonly (number | string)[])[]): readonly string[] =>
  groups.map((group) => [...group].sort().join()).sort();

describe("a batch", () => {
  it("is put together as the rule says, of every credential the newest copy, whatever the order", () => {
    fc.assert(
      fc.property(cases, (list) => {
        const tallies = list.map(tallyOf);
        const kept = new Map<number, { readonly from: number; readonly signed: number; readonly nth: number }>();
        for (const [nth, { credential, from, signed: at, refused }] of list.entries()) {
          const best = kept.get(credential);
          const age = (one: { readonly from: number; readonly signed: number; readonly nth: number }) =>
            `${one.from} ${one.signed} ${digestOf(String(one.nth))}`;
          const own = { from, signed: at, nth };
          if (!refused && (best === undefined || age(own) > age(best))) kept.set(credential, own);
        }
        const held = list.flatMap((one, nth) => (one.refused ? [] : [{ ...one, nth }]));
        // Two that say the same of their learner are one person's, whatever else is said.
        const subjects = [...new Map(held.map((one) => [JSON.stringify(one.subject), one.subject])).values()];
        const groups = together(subjects).map((group) =>
          held.filter((one) => group.some((at) => JSON.stringify(subjects[at]) === JSON.stringify(one.subject))),
        );
        const newest = new Set([...kept.values()].map(({ nth }) => nth));
        const wanted = groups
          .map((group) => ({
            files: group.flatMap(({ nth }) => (newest.has(nth) ? [`${nth}.json`] : [])),
            incomplete: list.some(
              (one) =>
                one.refused && one.subject.keys.some((key) => group.some((own) => own.subject.keys.includes(key))),
            ),
          }))
          .filter(({ files }) => files.length > 0);

        const found = counted(tallies, MEMORY);
        expect(sorted(found.groups.map(({ files }) => files))).toEqual(sorted(wanted.map(({ files }) => files)));
        expect(sorted(found.groups.filter((one) => one.incomplete).map(({ files }) => files))).toEqual(
          sorted(wanted.filter((one) => one.incomplete).map(({ files }) => files)),
        );
        expect(found.dropped).toBe(held.length - newest.size);
        expect(found.records).toBe(wanted.length);
        expect(counted([...tallies].reverse(), MEMORY)).toEqual(found);
      }),
      { numRuns: 300 },
    );
  });

  it("has a name for every record, in order, and none of them twice", () => {
    fc.assert(
      fc.property(cases, (list) => {
        const names = counted(list.map(tallyOf), MEMORY).groups.map(({ name }) => name);
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
        expect(names).toEqual([...names].sort());
        expect(names.every((name) => name.endsWith(".json"))).toBe(true);
      }),
    );
  });

  it("is the same by way of the disk", async () => {
    const list = fc.sample(cases, { numRuns: 200, seed: 7 }).flat();
    // Long enough to be put aside in several runs.
    const tallies = list.map((one, nth) => tallyOf({ ...one, credential: nth }, nth));
    const found = await withStorage(async (storage) => counted(tallies, storage));
    expect(found.groups.length).toBeGreaterThan(2);
    expect(found).toEqual(counted(tallies, MEMORY));
  });
});

it("names nobody's record by the name that another learner has as a number", () => {
  const of = (issuer: string, number: string): Subject => ({
    ...{ issuer, identifiers: [], keys: [nameOf("systemId", issuer, number)] },
    numbers: [{ issuer, number }],
  });
  const second = `7-${short(nameOf(nameOf("systemId", OTHER, "7"), "0"))}`;
  const subjects = [of(OTHER, "7"), of(ISSUER, "7"), of(ISSUER, second)];
  const placed = subjects.map((one, learner) => ({ learner, subject: one }));
  const named = [...recordNames(placed, RECORDS, MEMORY)];
  expect(named).toHaveLength(3);
  const names = new Map(named.map(([name, learner]) => [learner, name]));
  expect(names.get(1)).toBe("7.json");
  expect(names.get(2)).toBe(`${second}.json`);
  expect(names.get(0)).toMatch(/^7-[0-9a-f]{12}\.json$/);
  expect(new Set(names.values()).size).toBe(3);
});

it("puts things of one learner together as the rule says", () => {
  fc.assert(
    fc.property(fc.array(subject, { maxLength: 40 }), (subjects) => {
      const found = byLearner([...subjects.keys()], (at) => subjects[at] as Subject);
      expect(sorted(found)).toEqual(sorted(together(subjects)));
    }),
  );
});

it("has nothing of a file that was changed after it was verified", async () => {
  const folder = mkdtempSync(join(tmpdir(), "laurel-census-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "a.json");
  const body = JSON.stringify(await signed(badge()));
  writeFileSync(file, body);
  const files = await inputFiles([file], MEMORY);
  const census = openCensus(() => undefined, MEMORY);
  const policy = { acceptUnverified: false, flag: false, form: "embedded" } as const;
  const refuse = () => expect.unreachable();
  const voice = { now: NOW, say: () => {}, progress: () => {} };
  const brought = await bring({ evidence: [], keys: [], cache: false }, true);
  expect(await passInputs({ files, census, policy, brought, jobs: 1, voice, refuse })).toBe(1);
  const [group] = census.settle(RECORDS).groups();
  const entries = group?.entries ?? [];
  expect((await membersAt(entries, files, "embedded")).map(({ document }) => document["id"])).toEqual([badge()["id"]]);
  writeFileSync(file, body.replace("Joins steel.", "Joins gold."));
  await expect(membersAt(entries, files, "embedded")).rejects.toThrow("changed after it was verified");
});
