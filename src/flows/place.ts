// Where each credential of a batch goes. A name depends on the roster and on what stands in the folder, never on the
// order of the rows, the part of the roster that is issued, or the number of jobs.
import { grouped, numberKey, type Storage, valuesOf } from "../core/storage.ts";
import { byCode } from "../core/text.ts";
import type { Issuance } from "../model/ledger.ts";
import type { Secured } from "../proofs/secure.ts";
import { documentIn } from "../proofs/stored.ts";
import type { Brief } from "./outline.ts";
import type { Entry } from "./plan.ts";

/** How credential files end, by the form in which they are secured. */
const EXTENSIONS: readonly Secured["extension"][] = [".json", ".jwt"];

/** The folder that credentials go to; paths are relative to it, with `/` between their parts. */
export interface Store {
  /** Names of the files in a folder; none when there is no such folder. */
  readonly names: (folder: string) => AsyncIterable<string>;
  readonly read: (path: string) => Promise<string>;
  /** It stands there by its name after what `after` waits for. */
  readonly write: (path: string, text: string, after: Promise<unknown>) => Promise<void>;
  /** Waits until a file stands on the disk itself, and reads it back; a stream that goes elsewhere has none. */
  readonly keep?: (path: string) => Promise<string>;
  /** A path as a person would look for it. */
  readonly where: (path: string) => string;
  /** True where what is written must come in the order of the rows. */
  readonly ordered: boolean;
}

/** What the records of earlier runs say of credentials. */
export interface Recorded {
  /** What an interrupted run noted that it issues, in its order; whether it still wrote it, only the folder can tell. */
  readonly noted: AsyncIterable<Issuance>;
  /** What the manifest has. */
  readonly listed: AsyncIterable<{ readonly id: string; readonly file: string }>;
}

async function* nothing(): AsyncGenerator<never> {}
export const NO_RECORDS: Recorded = { noted: nothing(), listed: nothing() };

/** A name for a credential, and what is known of it. */
export interface Place {
  /** Place of the row in the roster. */
  readonly at: number;
  readonly path: string;
  /** Whether a file stands there. */
  readonly stands: boolean;
  /** Whether the same credential stands beside it, secured in another form. */
  readonly twin: boolean;
  /** Files beside it that may hold later credentials of the same award. */
  readonly beside: readonly string[];
  readonly noted: readonly Issuance[];
  /** Ids of credentials that the manifest has under this name or one beside it. */
  readonly listed: readonly string[];
}

export interface Placed extends Omit<Place, "at"> {
  readonly entry: Entry;
  /** The credential that this one is to take the place of. */
  readonly supersedes?: string;
}

/** A row whose every name another credential has. */
export interface Homeless {
  readonly at: number;
  readonly path?: undefined;
}

/** `ada.json`, and as a later credential of an award has it behind the name of the first one, `ada.0123456789ab.json`. */
const NAME = /^(.+?)(\.[0-9a-f]{12})?(\.(?:json|jwt))$/is;

/** The name without its ending. Names that differ only in case are one name, as they are on many disks. */
const keyOf = (folder: string, stem: string): string => `${folder}/${stem}`.toLowerCase();

function keyOfPath(path: string): string {
  const slash = path.lastIndexOf("/");
  const name = path.slice(slash + 1);
  return keyOf(path.slice(0, Math.max(slash, 0)), NAME.exec(name)?.[1] ?? name);
}

/** What there is under one key: files, records, and rows that want it in one of the rounds. */
type Found =
  | { readonly file: string }
  | { readonly noted: Issuance }
  | { readonly listed: string }
  | { readonly brief: Brief; readonly round: number };

const CONTROL = /[\u0000-\u001f]/;

/** The earliest award first; of two at one moment, always the same one. */
const byAward = (a: Brief, b: Brief): number => byCode(a.awarded, b.awarded) || byCode(a.id, b.id);

const numberOf = ({ id }: Brief): string => id.replace(/^urn:uuid:/, "");

/** The names that a credential may have, the best first. */
const STEMS: readonly ((brief: Brief) => string)[] = [
  ({ stem }) => stem,
  (brief) => `${brief.stem}-${numberOf(brief).slice(-12)}`,
  (brief) => `${brief.stem}-${numberOf(brief)}`,
];

/** The file under a name in a form, and the id of the credential in it; one that holds none is nobody's. */
async function standing(files: readonly string[], extension: string, store: Store) {
  const path = files.findLast((file) => {
    const [, , later, ending] = NAME.exec(file) ?? [];
    return later === undefined && ending?.toLowerCase() === extension;
  });
  return path === undefined ? undefined : { path, owner: documentIn(await store.read(path))?.["id"] };
}

/** Who of those that want a name gets it, and what there is under it; nobody where it is another's. */
async function heirOf(
  wanting: readonly Brief[],
  found: readonly Found[],
  extension: Secured["extension"],
  store: Store,
): Promise<{ readonly heir: Brief; readonly stands?: string; readonly twin: boolean } | undefined> {
  const files = found.flatMap((one) => ("file" in one ? [one.file] : []));
  const there = await standing(files, extension, store);
  const heir = wanting.find(({ id }) => id === there?.owner) ?? wanting[0];
  if (heir === undefined || (there?.owner !== undefined && there.owner !== heir.id)) return undefined;
  const other = EXTENSIONS.find((one) => one !== extension) ?? extension;
  const twin = (await standing(files, other, store))?.owner === heir.id;
  return { heir, twin, ...(there === undefined ? {} : { stands: there.path }) };
}

/**
 * A learner's first award of an achievement has the learner's name; a second one has its own number after it. What
 * stands there already keeps its name. In the order of the rows.
 */
export async function placesOf(
  briefs: Iterable<Brief>,
  extension: Secured["extension"],
  store: Store,
  { noted, listed }: Recorded,
  storage: Storage,
): Promise<Iterable<Place | Homeless>> {
  const shelf = storage.sorter<Found>();
  const put = (path: string, found: Found) => {
    if (!CONTROL.test(path)) shelf.add(keyOfPath(path), found);
  };
  const want = (brief: Brief, round: number) =>
    shelf.add(keyOf(brief.folder, STEMS[round]?.(brief) ?? ""), { brief, round });
  const folders = new Set<string>();
  for (const brief of briefs) {
    folders.add(brief.folder);
    want(brief, 0);
  }
  for (const folder of folders)
    for await (const name of store.names(folder)) put(`${folder}/${name}`, { file: `${folder}/${name}` });
  for await (const issuance of noted) put(issuance.file, { noted: issuance });
  for await (const { id, file } of listed) put(file, { listed: id });

  const places = storage.sorter<Place | Homeless>();
  for (const round of STEMS.keys()) {
    const losers = storage.pile<Brief>();
    for (const [, found] of grouped(shelf)) {
      const wanting = found.flatMap((one) => ("brief" in one && one.round === round ? [one.brief] : [])).sort(byAward);
      if (wanting.length === 0) continue;
      const isTaken = found.some((one) => "brief" in one && one.round < round);
      const got = isTaken ? undefined : await heirOf(wanting, found, extension, store);
      if (got !== undefined) {
        const { heir, stands, twin } = got;
        const siblings = found.flatMap((one) =>
          "file" in one && NAME.exec(one.file)?.[2] !== undefined ? [one.file] : [],
        );
        places.add(numberKey(heir.at), {
          at: heir.at,
          path: stands ?? `${heir.folder}/${STEMS[round]?.(heir)}${extension}`,
          stands: stands !== undefined,
          twin,
          beside: stands === undefined ? [] : siblings.filter((file) => file.endsWith(extension)),
          noted: found.flatMap((one) => ("noted" in one ? [one.noted] : [])),
          listed: found.flatMap((one) => ("listed" in one ? [one.listed] : [])),
        });
      }
      for (const brief of wanting) if (brief !== got?.heir) losers.add(brief);
    }
    if (losers.size() === 0) break;
    for (const brief of losers) {
      if (round + 1 < STEMS.length) want(brief, round + 1);
      else places.add(numberKey(brief.at), { at: brief.at });
    }
  }
  return { [Symbol.iterator]: () => valuesOf(places) };
}
