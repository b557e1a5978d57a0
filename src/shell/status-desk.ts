// What every command about status starts from: the settings, the register, and how to sign as each issuer of a list.
import { fault } from "../core/fault.ts";
import type { StatusSettings } from "../model/settings.ts";
import type { StatusEvent } from "../model/status-register.ts";
import { type PlacedSettings, requiredSettings } from "./settings.ts";
import { openSigning, type Signing, type SigningFlags } from "./signing.ts";
import { requiredRegister, statusLock } from "./status-issue.ts";
import { type RenewFacts, renewLists } from "./status-lists.ts";
import { appendEvents, type Kept, readRegister, registerFile } from "./status-register.ts";

export interface Speaker {
  readonly now: Date;
  readonly clock: () => Date;
  readonly say: (line: string) => void;
}

export interface StatusDesk {
  readonly settings: PlacedSettings;
  readonly status: StatusSettings;
}

/** Throws CONFIG_INVALID without `status:`. */
export async function openStatus(config: string | undefined): Promise<StatusDesk> {
  const settings = await requiredSettings(config);
  const { status } = settings;
  if (status !== undefined) return { settings, status };
  throw fault("CONFIG_INVALID", "want `status:` in the settings, got none", {
    ...settings.placeOf(""),
    hint: 'As in status: { url: "https://registrar.example.edu/status/{list}" }; `laurel help config` explains it.',
  });
}

/** The register of an issuer who has issued something. */
export async function startedRegister({ status: { folder } }: StatusDesk): Promise<Kept> {
  const kept = await requiredRegister(folder, readRegister);
  if (kept.register.lists.size > 0) return kept;
  throw fault("STATUS_INVALID", "want a status register, got none", {
    file: registerFile(folder),
    hint: "It begins with the first credential that is issued with `status:` in laurel.yaml.",
  });
}

/** Signs as the issuer that a list names; the key is read once. */
function signers(settings: PlacedSettings, flags: SigningFlags, voice: Speaker): RenewFacts["signingFor"] {
  const known = new Map<string, Promise<Signing>>();
  return (issuer) => {
    const opened = known.get(issuer);
    if (opened !== undefined) return opened;
    const made = openSigning({ ...settings, issuer: { ...settings.issuer, id: issuer } }, flags, voice);
    known.set(issuer, made);
    return made;
  };
}

export interface Renewal {
  readonly within?: number;
  readonly dryRun?: boolean;
}

/** Signs what the register asks for. */
export async function renewed(
  { settings, status }: StatusDesk,
  flags: SigningFlags,
  voice: Speaker,
  { within = 0, dryRun = false }: Renewal = {},
) {
  const { folder, validDays } = status;
  const { register } = await readRegister(folder);
  const signingFor = signers(settings, flags, voice);
  const { now, clock, say } = voice;
  return renewLists(register, { folder, validDays, now, clock, say, within, dryRun, signingFor });
}

/**
 * Under the folder's lock: reads the register, adds what `decide` finds, and signs the lists. The register comes first,
 * so that what was decided is never lost; a list that somebody was killed before signing is signed the next time.
 */
export async function changed<T extends { readonly events: readonly StatusEvent[] }>(
  desk: StatusDesk,
  flags: SigningFlags,
  voice: Speaker,
  decide: (kept: Kept) => T | Promise<T>,
) {
  const { folder } = desk.status;
  return statusLock(folder, "status", async () => {
    const result = await decide(await readRegister(folder));
    await appendEvents(registerFile(folder), result.events);
    return { result, ...(await renewed(desk, flags, voice)) };
  });
}
