// status list: what the register says, and how long the signed lists last.
import { stampOf } from "../core/instant.ts";
import { count, printable } from "../core/text.ts";
import { lapseOf, needOf } from "../flows/status-lists.ts";
import type { Change, Register } from "../model/status-register.ts";
import { openStatus, startedRegister } from "../shell/status-desk.ts";
import { type ListFile, readLists } from "../shell/status-lists.ts";
import { namedBy } from "../shell/status-named.ts";
import { EXIT } from "./exit.ts";
import type { StatusFlags } from "./status-flags.ts";
import type { Voice } from "./terminal.ts";

const NEEDS = { missing: "not signed yet", behind: "not signed since the last change", lapsing: "lapsed" } as const;

/** What is said of a credential, without what is over. */
const statesOf = ({ states }: Register, id: string): readonly Change[] =>
  [...(states.get(id)?.values() ?? [])].filter(({ value }) => value !== 0);

function wordOf(register: Register, { credential, purpose, value }: Change): string {
  const list = register.lists.get(register.slots.get(credential)?.list ?? 0);
  const words: Readonly<Record<string, string | undefined>> = {
    revocation: "revoked",
    suspension: "suspended",
    message: list?.messages?.[value],
  };
  return words[purpose] ?? `${purpose} ${value}`;
}

const factsOf = (register: Register, id: string) => ({
  credential: id,
  ...register.slots.get(id),
  states: statesOf(register, id).map((change) => {
    const { purpose, at, reason } = change;
    return { purpose, state: wordOf(register, change), at, reason: reason ?? null };
  }),
});

function line(register: Register, id: string): string {
  const said = statesOf(register, id).map((change) => {
    const why = change.reason === undefined ? "" : `: ${printable(change.reason)}`;
    return `${wordOf(register, change)} ${change.at}${why}`;
  });
  return `${id}  ${said.length === 0 ? "in order" : said.join("; ")}`;
}

function shownList(register: Register, listed: ListFile, voice: Voice) {
  const { list, purpose, name, url, form, document } = listed;
  const need = needOf(register, listed, document, { now: voice.now, within: 0 });
  const held = [...(register.holders.get(list)?.values() ?? [])];
  const set = held.filter((id) => statesOf(register, id).some((change) => change.purpose === purpose)).length;
  const lapses = document === undefined ? null : stampOf(new Date(lapseOf(document)));
  return { name, url, purpose, entries: form.entries, used: held.length, set, lapses, needs: need ?? null };
}

async function ofSome(inputs: readonly string[], register: Register, voice: Voice): Promise<number> {
  const ids = [...new Set((await namedBy(inputs)).map(({ id }) => id))];
  const unknown = ids.filter((id) => !register.slots.has(id));
  for (const id of ids.filter((one) => register.slots.has(one)))
    voice.print(voice.json ? JSON.stringify(factsOf(register, id)) : line(register, id));
  for (const id of unknown) {
    if (voice.json) voice.print(JSON.stringify({ credential: id, code: "STATUS_UNKNOWN" }));
    voice.blame({ code: "STATUS_UNKNOWN", message: `want a credential of this status register, got ${printable(id)}` });
  }
  return unknown.length > 0 ? EXIT.no : EXIT.done;
}

export async function list(inputs: readonly string[], flags: StatusFlags, voice: Voice): Promise<number> {
  const desk = await openStatus(flags.config);
  const { register } = await startedRegister(desk);
  if (inputs.length > 0) return ofSome(inputs, register, voice);
  const lists = (await readLists(register, desk.status.folder)).map((one) => shownList(register, one, voice));
  const set = [...register.states.keys()].filter((id) => statesOf(register, id).length > 0);
  if (voice.json) {
    voice.print(JSON.stringify({ lists, credentials: set.map((id) => factsOf(register, id)) }));
    return EXIT.done;
  }
  for (const { name, used, set: marked, lapses, needs } of lists) {
    const state = needs === null ? `lapses ${lapses}` : `${NEEDS[needs]}: run \`laurel status renew\``;
    voice.print(`${name}  ${count(used, "credential")}, ${marked} set; ${state}`);
  }
  for (const id of set) voice.print(line(register, id));
  return EXIT.done;
}
