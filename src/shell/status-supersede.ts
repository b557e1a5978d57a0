// The earlier credentials of awards that were issued anew, revoked in the status register.
import { FaultList } from "../core/fault.ts";
import { stampOf } from "../core/instant.ts";
import { decide, type Verb } from "../flows/status-change.ts";
import type { Issuance } from "../model/ledger.ts";
import type { SigningFlags } from "./signing.ts";
import { changed, type Speaker, type StatusDesk } from "./status-desk.ts";

const REVOKE: Verb = { purpose: "revocation", value: 1, done: "revoked", already: "revoked" };

/** Throws the faults of the register; what is revoked already stays so. */
export async function revokeSuperseded(
  desk: StatusDesk,
  issuances: readonly Issuance[],
  flags: SigningFlags,
  voice: Speaker,
): Promise<void> {
  const { faults } = await changed(desk, flags, voice, ({ register }) => {
    const decisions = issuances.map(({ id, supersedes = "" }) =>
      decide(register, [{ id: supersedes }], {
        verb: REVOKE,
        at: stampOf(voice.now),
        reason: `superseded by ${id}`,
      }),
    );
    const wrong = decisions.flatMap((decision) => decision.faults);
    if (wrong.length > 0) throw new FaultList(wrong);
    const changes = decisions.flatMap(({ decided }) => decided.flatMap(({ change }) => change ?? []));
    return { events: changes.map((change) => ({ event: "change" as const, ...change })) };
  });
  if (faults.length > 0) throw new FaultList(faults);
}
