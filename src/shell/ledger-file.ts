// The ledger on disk: appended to run by run.

import { fault } from "../core/fault.ts";
import {
  GENESIS,
  type Issuance,
  ledgerReading,
  type RunEnd,
  type RunFacts,
  runLines,
  type Tip,
} from "../model/ledger.ts";
import { fileSize } from "./files.ts";
import { appending, linesOf } from "./lines.ts";

/** Characters that are gathered before they are written. */
const CHUNK = 1 << 16;

/** Where the last finished run ends; a run without an end was interrupted while it was written, and is written anew. */
export async function ledgerTip(file: string): Promise<Tip> {
  const reading = ledgerReading();
  let tip: Tip = { head: GENESIS, size: 0 };
  let number = 0;
  for await (const { text, end } of linesOf(file)) {
    number += 1;
    const wrong = reading.take(text);
    if (wrong !== undefined) {
      throw fault("LEDGER_BROKEN", wrong, {
        file,
        line: number,
        hint: "Nothing is added to a ledger that was changed. Move it away and keep it; laurel begins a new one.",
      });
    }
    if (!reading.inRun()) tip = { head: reading.head(), size: end };
  }
  return tip;
}

/** The tip of a ledger that no interrupted run wrote to. Throws LEDGER_BROKEN where something stands behind it. */
export async function wholeTip(file: string): Promise<Tip> {
  const tip = await ledgerTip(file);
  if (((await fileSize(file)) ?? 0) <= tip.size) return tip;
  throw fault("LEDGER_BROKEN", "the last run has no end, and no journal tells of a run that was interrupted", {
    file,
    hint: "Lines were cut off or put behind it. Take it from a backup, or move it away and keep it; laurel begins a new one.",
  });
}

/** Adds a run behind the tip, and waits until it stands on the disk. */
export async function appendRun(
  file: string,
  tip: Tip,
  facts: RunFacts,
  issuances: Iterable<Issuance>,
  end: RunEnd,
): Promise<void> {
  const ledger = await appending(file, tip.size);
  try {
    let chunk = "";
    for (const line of runLines(tip.head, facts, issuances, end)) {
      chunk += line;
      if (chunk.length < CHUNK) continue;
      await ledger.append(chunk);
      chunk = "";
    }
    await ledger.append(chunk);
    await ledger.keep();
  } finally {
    await ledger.close();
  }
}
