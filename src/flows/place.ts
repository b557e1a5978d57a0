// Where each credential of a batch goes. A name depends on the roster and on what stands in the folder, never on the
// order of the rows, the part of the roster that is issued, or the number of jobs.
import { text } from "../core/json.ts";
import { byCode } from "../core/text.ts";
import { folderName, learnerStem } from "../model/file-name.ts";
import type { Secured } from "../proofs/secure.ts";
import { documentIn } from "../proofs/stored.ts";
import type { Entry } from "./plan.ts";

/** How credential files end, by the form in which they are secured. */
const EXTENSIONS: readonly Secured["extension"][] = [".json", ".jwt"];

/** The folder that credentials go to; paths are relative to it, with `/` between their parts. */
export interface Store {
  /** Names of the files in a folder; none when there is no such folder. */
  readonly names: (folder: string) => Promise<readonly string[]>;
  readonly read: (path: string) => Promise<string>;
  readonly write: (path: string, text: string) => Promise<void>;
  /** Waits until a file stands on the disk itself, and reads it back. */
  readonly keep: (path: string) => Promise<string>;
  /** A path as a person would look for it. */
  readonly where: (path: string) => string;
  /** True where what is written must come in the order of the rows. */
  readonly ordered: boolean;
}

export interface Placed {
  readonly entry: Entry;
  readonly path: string;
  /** Whether a file stands there. */
  readonly stands: boolean;
  /** Whether the same credential stands beside it, secured in another form. */
  readonly twin: boolean;
  /** Files beside it that may hold later credentials of the same award. */
  readonly beside: readonly string[];
  /** The credential that this one is to take the place of. */
  readonly supersedes?: string;
}

/** An entry whose every name another credential has. */
export interface Homeless {
  readonly entry: Entry;
}

/** What a later credential of an award has behind the name of the first one; no other name has a point there. */
const SIBLING = /\.[0-9a-f]{12}\.[a-z]+$/;

interface Listing {
  /** Names by the same in lower case. */
  readonly names: ReadonlyMap<string, string>;
  /** Names of later credentials, by the name of the first one in lower case. */
  readonly siblings: ReadonlyMap<string, readonly string[]>;
}

function listingOf(names: readonly string[]): Listing {
  const siblings = new Map<string, string[]>();
  for (const name of names) {
    const stem = SIBLING.test(name) ? name.replace(SIBLING, "").toLowerCase() : undefined;
    if (stem !== undefined) siblings.set(stem, [...(siblings.get(stem) ?? []), name]);
  }
  return { names: new Map(names.map((name) => [name.toLowerCase(), name])), siblings };
}

const idOf = (entry: Entry): string => text(entry.document["id"]) ?? "";

/** The earliest award first; of two at one moment, always the same one. */
const byAward = (a: Entry, b: Entry): number => byCode(a.award.awarded, b.award.awarded) || byCode(idOf(a), idOf(b));

function grouped(entries: readonly Entry[], keyOf: (entry: Entry) => string): ReadonlyMap<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  return groups;
}

/**
 * A learner's first award of an achievement has the learner's name; a second one has its own number after it. Names
 * that differ only in case are one name, as they are on many disks. What stands there already keeps its name.
 */
export async function placesOf(
  entries: readonly Entry[],
  extension: Secured["extension"],
  store: Store,
): Promise<ReadonlyMap<Entry, Placed | Homeless>> {
  const listings = new Map<string, Promise<Listing>>();
  const listing = (folder: string) => {
    const known = listings.get(folder);
    if (known !== undefined) return known;
    const made = store.names(folder).then(listingOf);
    listings.set(folder, made);
    return made;
  };
  const owners = new Map<string, Promise<unknown>>();
  /** The file that stands under a name in any case, and the id of the credential in it. */
  const standing = async (folder: string, name: string) => {
    const there = (await listing(folder)).names.get(name.toLowerCase());
    if (there === undefined) return undefined;
    const path = `${folder}/${there}`;
    const owner = owners.get(path) ?? store.read(path).then((body) => documentIn(body)?.["id"]);
    owners.set(path, owner);
    return { path, owner: await owner };
  };

  const placed = new Map<Entry, Placed | Homeless>();
  const taken = new Set<string>();
  /** Takes a name, unless it is another's. A file that holds no credential is nobody's. */
  const settle = async (entry: Entry, folder: string, name: string): Promise<boolean> => {
    const path = `${folder}/${name}`;
    if (taken.has(path.toLowerCase())) return false;
    const found = await standing(folder, name);
    if (found?.owner !== undefined && found.owner !== idOf(entry)) return false;
    taken.add(path.toLowerCase());
    const other = EXTENSIONS.find((one) => one !== extension) ?? extension;
    const beside = await standing(folder, name.slice(0, -extension.length) + other);
    const twin = beside?.owner !== undefined && beside.owner === idOf(entry);
    const own = found?.path ?? path;
    const siblings = (await listing(folder)).siblings.get(name.slice(0, -extension.length).toLowerCase()) ?? [];
    const others = siblings.map((sibling) => `${folder}/${sibling}`).filter((sibling) => sibling.endsWith(extension));
    placed.set(entry, {
      entry,
      path: own,
      stands: found !== undefined,
      twin,
      beside: found === undefined ? [] : others,
    });
    return true;
  };

  const folderOf = ({ slug }: Entry) => folderName(slug);
  const stemOf = ({ award }: Entry) => learnerStem(award.learner);
  const groups = grouped(entries, (entry) => `${folderOf(entry)}/${stemOf(entry)}`.toLowerCase());
  const rest: Entry[] = [];
  for (const group of groups.values()) {
    const [first, ...others] = [...group].sort(byAward);
    if (first === undefined) continue;
    const name = `${stemOf(first)}${extension}`;
    const owner = (await standing(folderOf(first), name))?.owner;
    const heir = group.find((entry) => idOf(entry) === owner) ?? first;
    const got = await settle(heir, folderOf(heir), `${stemOf(heir)}${extension}`);
    rest.push(...[first, ...others].filter((entry) => entry !== heir || !got));
  }
  for (const entry of rest) {
    const number = idOf(entry).replace(/^urn:uuid:/, "");
    const names = [number.slice(-12), number].map((suffix) => `${stemOf(entry)}-${suffix}${extension}`);
    let done = false;
    for (const name of names) done ||= await settle(entry, folderOf(entry), name);
    if (!done) placed.set(entry, { entry });
  }
  return placed;
}
