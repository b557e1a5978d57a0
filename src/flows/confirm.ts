// Before a run counts as done: what stands on the disk is read back, verified, and matched to its row.
import { fault } from "../core/fault.ts";
import { isSameJson, type Json } from "../core/json.ts";
import { MEMORY, type Pile } from "../core/storage.ts";
import { type Issuance, sha256 } from "../model/ledger.ts";
import { documentIn } from "../proofs/stored.ts";
import { AT_ONCE, ahead, eachOf } from "./each.ts";
import { type Forecast, foresee, type Planned, recalled, windowsOf } from "./foresee.ts";
import { type Issued, type IssueFacts, isRefused, isSame, type Refused, signedOf, stored } from "./issue.ts";
import { briefOf } from "./outline.ts";
import { NO_RECORDS } from "./place.ts";
import type { Entry } from "./plan.ts";
import { recordOf } from "./record.ts";

async function wrongWith({ entry, sha256: hash, status }: Issued, body: string, { holds, extension }: IssueFacts) {
  const document = documentIn(body);
  if (!isSame(document, entry, extension)) return "what stands in it is not the credential of its row";
  if (!isSameJson(document["credentialStatus"], status)) return "it points at another place in the status lists";
  if ((await holds(body, document)) === false) return "its proof does not hold";
  return sha256(body) === hash ? undefined : "it is not the file that was written";
}

/** Throws FILE_MISMATCH, which names the file, for the first one that does not say what it should. */
export async function confirm(issued: readonly Issued[], facts: IssueFacts): Promise<void> {
  const { keep } = facts.store;
  if (keep === undefined) return;
  await eachOf(issued, AT_ONCE, async (one) => {
    const wrong = await wrongWith(one, await keep(one.path), facts);
    if (wrong === undefined) return;
    throw fault("FILE_MISMATCH", `read back after it was written, and ${wrong} (line ${one.entry.row.line})`, {
      file: facts.store.where(one.path),
      hint: "Do not hand out this batch. Check the disk, take the file away, and issue the roster again.",
    });
  });
}

/** What became of a row, and what is to be recorded of it. */
export interface Made {
  readonly at: number;
  readonly outcome: Issued | Refused;
  readonly issuance?: Issuance;
}

/**
 * Signs what was foreseen to be signed, window by window: while one is read back, the next one is noted and stored, and
 * the one after it is signed. Ends early where the run was stopped.
 */
export async function* issueForeseen(
  planned: Pick<Planned, "rows" | "entryOf">,
  forecasts: Pile<Forecast>,
  statusAt: (at: number) => Json | undefined,
  facts: IssueFacts,
): AsyncGenerator<readonly Made[]> {
  const signing = async function* () {
    for (const window of windowsOf(recalled(planned, forecasts, statusAt))) {
      if (facts.stopped()) return;
      const foreseen = window.map((one) => one.foreseen);
      yield { window, signed: await signedOf(foreseen, facts) };
    }
  };
  const storing = async function* () {
    for await (const { window, signed } of ahead(signing())) {
      const outcomes = await stored(signed, facts);
      yield outcomes.map((outcome, index): Made => {
        const { at = 0 } = window[index] ?? {};
        const issuance = isRefused(outcome) ? undefined : recordOf(outcome);
        return { at, outcome, ...(issuance === undefined ? {} : { issuance }) };
      });
    }
  };
  let done = 0;
  for await (const made of ahead(storing())) {
    const fresh = made.flatMap(({ outcome, issuance }) =>
      issuance === undefined || isRefused(outcome) ? [] : [outcome],
    );
    await confirm(fresh, facts);
    done += made.length;
    facts.progress(done, forecasts.size(), "credentials");
    yield made;
  }
}

/** The whole way of planned entries that are few enough to be held: looked for, signed, stored and read back. */
export async function issueAll(entries: readonly Entry[], facts: IssueFacts): Promise<readonly (Issued | Refused)[]> {
  const planned: Planned = {
    rows: entries.map(({ row }) => row),
    marks: entries.map((entry, at) => briefOf(at, entry)),
    isMine: () => true,
    entryOf: (_, at) => entries[at] as Entry,
  };
  const { forecasts, refused } = await foresee(planned, facts, NO_RECORDS, MEMORY);
  const made: { at: number; outcome: Issued | Refused }[] = [];
  for (const { at, faults } of refused)
    for (const fault of faults) made.push({ at, outcome: { entry: entries[at] as Entry, fault } });
  for await (const window of issueForeseen(planned, forecasts, () => undefined, facts)) made.push(...window);
  return made.sort((a, b) => a.at - b.at).map(({ outcome }) => outcome);
}
