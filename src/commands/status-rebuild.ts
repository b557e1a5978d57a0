// status rebuild: a lost register from what was issued.
import { readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { exitOf, type Place } from "../core/fault.ts";
import type { JsonObject } from "../core/json.ts";
import { count } from "../core/text.ts";
import { type Found, rebuilt } from "../flows/status-rebuild.ts";
import { documentIn } from "../proofs/stored.ts";
import { eachCredential } from "../shell/credential-file.ts";
import { type CredentialInput, readCredential } from "../shell/credential-lines.ts";
import { fileExists } from "../shell/files.ts";
import { manifestRows } from "../shell/manifest.ts";
import { openSigning } from "../shell/signing.ts";
import { changed, openStatus } from "../shell/status-desk.ts";
import { LIST_FILE } from "../shell/status-issue.ts";
import { readRegister } from "../shell/status-register.ts";
import { EXIT, worstExit } from "./exit.ts";
import { OUT } from "./issue-flags.ts";
import { sayRenewed } from "./status-change.ts";
import type { StatusFlags } from "./status-flags.ts";
import type { Voice } from "./terminal.ts";

const MANIFEST = /^manifest.*\.csv$/;

interface Placed {
  readonly document: JsonObject;
  readonly place: Place;
}

async function documentsIn(inputs: readonly CredentialInput[]): Promise<readonly Placed[]> {
  const found: Placed[] = [];
  for (const input of inputs) {
    const document = documentIn(new TextDecoder().decode(await readCredential(input)));
    if (document !== undefined) found.push({ document, place: { file: input.file } });
  }
  return found;
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

async function inputsIn(named: string): Promise<readonly CredentialInput[]> {
  const found: CredentialInput[] = [];
  for await (const input of eachCredential([named])) found.push(input);
  return found;
}

/** A folder stands for its credential files and manifests. */
async function filesOf(inputs: readonly string[]) {
  const manifests: string[] = [];
  const credentials: CredentialInput[] = [];
  for (const input of inputs) {
    const folder = (await stat(input).catch(() => undefined))?.isDirectory() === true;
    const own = folder ? (await namesIn(input)).filter((name) => MANIFEST.test(name)).sort() : [];
    manifests.push(...own.map((name) => join(input, name)));
    if (!folder && MANIFEST.test(basename(input))) manifests.push(input);
    else if (!folder || own.length === 0) credentials.push(...(await inputsIn(input)));
    else credentials.push(...(await inputsIn(input).catch(() => [])));
  }
  return { manifests, credentials };
}

async function gather(inputs: readonly string[], folder: string): Promise<Found> {
  const { manifests, credentials } = await filesOf(inputs);
  const rows: { id: string; index: number; place: Place }[] = [];
  for (const file of manifests) {
    for await (const row of manifestRows(file)) {
      const [id, index] = [row["credential id"] ?? "", row["status index"] ?? ""];
      if (/^\d{1,9}$/.test(index)) rows.push({ id, index: Number(index), place: { file } });
    }
  }
  const lists = (await namesIn(folder)).filter((name) => LIST_FILE.test(name)).sort();
  return {
    rows,
    credentials: await documentsIn(credentials),
    lists: await documentsIn(lists.map((name) => ({ file: join(folder, name) }))),
  };
}

export interface RebuildFlags extends StatusFlags {
  readonly dryRun?: boolean;
}

export async function rebuild(named: readonly string[], flags: RebuildFlags, voice: Voice): Promise<number> {
  const desk = await openStatus(flags.config);
  const { settings, status } = desk;
  const out = settings.out ?? OUT;
  const inputs = named.length > 0 || !fileExists(out) ? named : [out];
  const { issuerId } = await openSigning(settings, flags, voice);
  const found = await gather(inputs, status.folder);
  const dry = flags.dryRun === true;
  const { result, renewed, faults } = dry
    ? { result: rebuilt((await readRegister(status.folder)).recorded, found, [issuerId]), renewed: [], faults: [] }
    : await changed(desk, flags, voice, ({ recorded }) => rebuilt(recorded, found, [issuerId]));
  const { events, strangers } = result;
  const entries = events.filter(({ event }) => event === "entry").length - strangers;
  const changes = events.filter(({ event }) => event === "change").length;
  for (const facts of result.faults) voice.blame(facts);
  if (voice.json) voice.print(JSON.stringify({ entries, changes, unknown: strangers, refused: result.faults.length }));
  else {
    const would = dry ? "would be " : "";
    const told =
      events.length === 0
        ? "the register lacks nothing"
        : `${count(entries, "entry", "entries")} and ${count(changes, "change")} ${would}put back`;
    voice.print(told);
  }
  if (strangers > 0) {
    const what = `${count(strangers, "entry", "entries")} set in the lists`;
    voice.say(`laurel: note: ${what} belong to no credential at hand; they stay set`);
  }
  sayRenewed(renewed, faults, voice);
  const wrong = [...result.faults, ...faults];
  return wrong.length === 0 ? EXIT.done : worstExit(wrong.map(({ code }) => exitOf(code)));
}
