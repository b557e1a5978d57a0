// Status at issuing, on disk: under the folder's lock the register is read, the entries are allotted and recorded, and
// only then anything is signed. Whoever is killed in between finds the same entries in the register the next time.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Fault, fault } from "../core/fault.ts";
import type { Json } from "../core/json.ts";
import type { Storage } from "../core/storage.ts";
import { count } from "../core/text.ts";
import { briefsIn, type Forecast } from "../flows/foresee.ts";
import type { Mark } from "../flows/outline.ts";
import { addForecast, type StatusWord, withStatus } from "../flows/status-issue.ts";
import { listsOf, lostRevocations } from "../flows/status-lists.ts";
import type { StatusSettings } from "../model/settings.ts";
import { PURPOSES } from "../model/status-list.ts";
import type { ListForm, Register } from "../model/status-register.ts";
import { wishes } from "../model/status-slot.ts";
import { withLock } from "./lock.ts";
import type { Signing } from "./signing.ts";
import { type ListFile, readLists, renewLists } from "./status-lists.ts";
import { appendEvents, registerFile, scanRegister } from "./status-register.ts";

/** Another process records or signs in well under this; one that was killed on another machine is given up before. */
const WAIT_MS = 240_000;

export const statusLock = <T>(folder: string, what: string, action: () => Promise<T>): Promise<T> =>
  withLock(join(folder, ".lock"), what, action, WAIT_MS);

/** Names of the files of signed lists. */
export const LIST_FILE = new RegExp(`^(?:${PURPOSES.join("|")})-\\d+\\.(?:json|jwt)$`);

/** What the signed lists know that the register does not; undefined when it is whole. */
function loss(register: Register, names: readonly string[], signed: readonly ListFile[]): string | undefined {
  const known = new Set(listsOf(register).map(({ name }) => name));
  const strange = names.find((name) => !known.has(name.replace(/\.\w+$/, "")));
  if (strange !== undefined) {
    const got = register.lists.size === 0 ? "none" : `one that does not know ${strange}`;
    return `want the status register beside the signed lists, got ${got}`;
  }
  return signed
    .map(({ document, ...listed }) => ({ name: listed.name, lost: lostRevocations(register, listed, document) }))
    .filter(({ lost }) => lost > 0)
    .map(
      ({ name, lost }) => `${name} revokes ${count(lost, "credential")} of which the status register knows nothing`,
    )[0];
}

/**
 * The register of a folder, as it is read. Throws STATUS_INVALID when signed lists know more than it does: then it was
 * lost, or is an old copy, and no entry is known to be free.
 */
export async function requiredRegister<T extends { readonly register: Register }>(
  folder: string,
  read: (folder: string) => Promise<T>,
): Promise<T> {
  const before = await read(folder);
  const names = (await readdir(folder).catch(() => [])).filter((name) => LIST_FILE.test(name));
  const signed = await readLists(before.register, folder);
  if (loss(before.register, names, signed) === undefined) return before;
  // Another process may have written into both since; the register always comes first, so one that is read last is ahead.
  const after = await read(folder);
  const message = loss(after.register, names, signed);
  if (message === undefined) return after;
  throw fault("STATUS_INVALID", message, {
    file: registerFile(folder),
    hint: "Take it from a backup, or run `laurel status rebuild`.",
  });
}

export const formOf = ({ url, purposes, entries, messages }: StatusSettings, issuer: string): ListForm => ({
  issuer,
  url,
  purposes,
  entries,
  ...(purposes.includes("message") ? { messages } : {}),
});

export interface StatusIssue {
  readonly settings: StatusSettings;
  readonly signing: Signing;
  readonly now: Date;
  readonly clock: () => Date;
  /** Ending of the register's file for a part of the roster, such as `.1-of-4`. */
  readonly part: string;
  /** Only says what would be signed. */
  readonly dryRun: boolean;
  readonly say: (line: string) => void;
}

/** Credentials by what the roster and the folder say of them. */
export interface StatusBatch {
  /** Of the whole roster. */
  readonly marks: Iterable<Mark>;
  readonly forecasts: Iterable<Forecast>;
}

/** Gives what is to be signed its entries in the status lists; `credentialStatus` by the place of the row. */
export async function entitled(
  { marks, forecasts }: StatusBatch,
  { settings, signing, now, clock, part, dryRun, say }: StatusIssue,
  storage: Storage,
): Promise<(at: number) => Json | undefined> {
  const { folder, validDays } = settings;
  const scan = async () => {
    const words = storage.sorter<StatusWord>();
    return { words, ...(await scanRegister(folder, (held) => words.add(held.credential, { held }))) };
  };
  const step = async () => {
    const { words, register, taken } = await requiredRegister(folder, scan);
    for (const { id } of briefsIn(marks)) words.add(id, { planned: true });
    let without = 0;
    for (const forecast of forecasts) if (addForecast(words, forecast)) without += 1;
    const form = formOf(settings, signing.issuerId);
    const wish = wishes(signing.secretFor("status entries"));
    const done = withStatus({ words, lists: register.lists, taken, form, wish }, storage);
    if (done.fault !== undefined) throw new Fault({ ...done.fault, file: registerFile(folder) });
    if (without > 0) {
      const stand = `${count(without, "credential")} stand here without a status entry`;
      say(`laurel: note: ${stand} and cannot be revoked; --force issues them anew with one`);
    }
    if (dryRun) return done.statusAt;
    await appendEvents(registerFile(folder, part), done.events);
    const opened = done.opened.map(({ list, event: _, ...own }) => [list, { ...own, closed: false }] as const);
    // No bit of the lists is another than before: only changes make such.
    const after: Register = { ...register, lists: new Map([...register.lists, ...opened]) };
    const { renewed, faults } = await renewLists(after, {
      folder,
      now,
      clock,
      say,
      within: 0,
      validDays,
      signingFor: async (issuer) => {
        if (issuer === signing.issuerId) return signing;
        throw fault("KEY_MISMATCH", `the list is one of the issuer ${issuer}, and this is another`, {
          hint: "`laurel status renew --key FILE` signs it with that issuer's key.",
        });
      },
    });
    if (renewed.length > 0) {
      const files = renewed.map(({ file }) => file).join(", ");
      say(
        `${count(renewed.length, "status list")} signed: ${files}; publish them before the credentials are handed out`,
      );
    }
    for (const { file, message } of faults) say(`laurel: note: ${file}: not signed: ${message}`);
    return done.statusAt;
  };
  return dryRun ? step() : statusLock(folder, "status", step);
}
