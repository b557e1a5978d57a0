// laurel.yaml: found here or further up, read, and its paths resolved against the folder it stands in.
import { dirname, join, relative, resolve } from "node:path";
import { isOpenable, OPENABLE } from "../core/address.ts";
import { type FaultFacts, FaultList, fault, type Place } from "../core/fault.ts";
import { isObject, type Json, type JsonObject, pointerTo } from "../core/json.ts";
import { oneOf, quoted } from "../core/text.ts";
import { didWebUrl } from "../dids/web.ts";
import { COLUMNS, targetOf } from "../model/column.ts";
import { IDENTIFY_BY, SETTINGS_SCHEMA, type Settings, settingsOf } from "../model/settings.ts";
import { PROOF_NAMES } from "../proofs/secure.ts";
import { readDocument } from "../readers/document.ts";
import { type Located, locatedFault } from "../readers/located.ts";
import { readAs } from "../schemas/validate.ts";
import { fileExists, readText } from "./files.ts";

const NAME = "laurel.yaml";

/** A path as a person in the working folder would write it. */
const shown = (path: string): string => {
  const near = relative(process.cwd(), path);
  return near.startsWith("..") ? path : near;
};

function found(): string | undefined {
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    const file = join(folder, NAME);
    if (fileExists(file)) return file;
    if (folder === dirname(folder)) return undefined;
  }
}

/** What somebody left blank, they did not say. */
function withoutBlanks(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutBlanks);
  if (!isObject(value)) return value;
  const said = Object.entries(value).filter(([, member]) => member !== "");
  return Object.fromEntries(said.map(([name, member]) => [name, withoutBlanks(member)]));
}

/** A document that fits a schema, its texts read as numbers and booleans where those are wanted; throws all that does not. */
export async function fitting(document: Located, schema: JsonObject, code: FaultFacts["code"]): Promise<JsonObject> {
  const { value, faults } = await readAs<JsonObject>(schema, withoutBlanks(document.value));
  if (faults.length === 0) return value;
  throw new FaultList(faults.map(({ pointer, message }) => locatedFault({ code, pointer, message }, document)));
}

type Said = Omit<FaultFacts, "code">;

function columnFaults({ columns }: Settings): Said[] {
  const wrong = Object.entries(columns).filter(([, to]) => targetOf(to) === undefined);
  return wrong.map(([from, to]) => ({
    message: `want a column of laurel or "ignore", got ${quoted(to)}`,
    pointer: pointerTo("columns", from),
    hint: `Columns are ${oneOf(Object.keys(COLUMNS))}, result.<name> and evidence.<n>.<field>.`,
  }));
}

/** What the schema cannot say: names that only other tables know. */
function wordFaults(settings: Settings): FaultFacts[] {
  const { proof, issuer, recipient, status } = settings;
  const faults: Said[] = columnFaults(settings);
  if (proof !== undefined && !PROOF_NAMES.includes(proof))
    faults.push({ message: `want a proof such as ${oneOf(PROOF_NAMES)}, got ${quoted(proof)}`, pointer: "/proof" });
  for (const name of ["id", "url", "image"] as const) {
    const address = issuer[name];
    if (address !== undefined && !isOpenable(address))
      faults.push({ message: `want ${OPENABLE}, got ${quoted(address)}`, pointer: pointerTo("issuer", name) });
  }
  const stranger = recipient.identifyBy.find((by) => !IDENTIFY_BY.includes(by));
  if (stranger !== undefined) {
    const message = `want ${oneOf(IDENTIFY_BY)}, got ${quoted(stranger)}`;
    faults.push({ message, pointer: "/recipient/identify-by" });
  }
  if (status?.purposes.includes("message") === true && status.messages.length === 0) {
    const message = "want `messages:`, the list of what the purpose `message` can say, got none";
    faults.push({
      message,
      pointer: "/status",
      hint: "As in messages: [in order, under review]; the first is for all.",
    });
  }
  if (issuer.id?.startsWith("did:web:") === true && didWebUrl(issuer.id) === undefined) {
    const message = `want a did:web such as did:web:registrar.example.edu, got ${quoted(issuer.id)}`;
    const hint = "It is a host name, with a colon instead of each slash of a path, and %3A before a port.";
    faults.push({ message, pointer: "/issuer/id", hint });
  }
  return faults.map((said) => ({ code: "CONFIG_INVALID", ...said }));
}

/** Settings with absolute paths, and the places of the file that they come from. */
export interface PlacedSettings extends Settings {
  readonly placeOf: (pointer: string) => Place;
}

const MISSING: Readonly<Record<string, string>> = {
  key: "Make a key with `laurel key new --out FILE`, or name yours by --key FILE.",
  achievements: "`laurel init DIR` makes a folder with one to start from.",
  frameworks: "Paths are read from the folder of laurel.yaml.",
};

/** Throws FILE_MISSING, at its line of laurel.yaml, for every file that the settings name and nobody finds. */
export function requireFiles(settings: PlacedSettings, { key }: { readonly key?: string | undefined }): void {
  const named = [
    ...(key === undefined ? [["key", settings.key, "/key"] as const] : []),
    ["achievements", settings.achievements, "/achievements"] as const,
    ...settings.frameworks.map((path, index) => ["frameworks", path, pointerTo("frameworks", index)] as const),
  ];
  const faults = named.flatMap(([name, path, pointer]): FaultFacts[] =>
    path === undefined || fileExists(path)
      ? []
      : [
          {
            code: "FILE_MISSING",
            message: `${name}: there is no file ${path}`,
            hint: MISSING[name],
            ...settings.placeOf(pointer),
          },
        ],
  );
  if (faults.length > 0) throw new FaultList(faults);
}

/** Settings with absolute paths; undefined when no file was named and none is found. */
export async function readSettings(named: string | undefined): Promise<PlacedSettings | undefined> {
  const path = named ?? found();
  if (path === undefined) return undefined;
  const file = shown(resolve(path));
  const document = await readDocument(await readText(file), file);
  if (!isObject(document.value)) {
    throw fault("CONFIG_INVALID", "want settings such as `issuer:` and `key:`", { file: document.file, line: 1 });
  }
  const settings = settingsOf(await fitting(document, SETTINGS_SCHEMA, "CONFIG_INVALID"));
  const faults = wordFaults(settings);
  if (faults.length > 0) throw new FaultList(faults.map((facts) => locatedFault(facts, document)));
  const folder = dirname(resolve(path));
  const at = (path: string | undefined) => (path === undefined ? undefined : shown(resolve(folder, path)));
  return {
    ...settings,
    ...Object.fromEntries(
      (["key", "achievements", "out"] as const).flatMap((name) =>
        settings[name] === undefined ? [] : [[name, at(settings[name])]],
      ),
    ),
    frameworks: settings.frameworks.map((path) => shown(resolve(folder, path))),
    ...(settings.status === undefined
      ? {}
      : { status: { ...settings.status, folder: shown(resolve(folder, settings.status.folder)) } }),
    placeOf: (pointer) => ({ file: document.file, ...document.placeOf(pointer) }),
  };
}

/** Settings that a command cannot do without. */
export async function requiredSettings(named: string | undefined): Promise<PlacedSettings> {
  const settings = await readSettings(named);
  if (settings !== undefined) return settings;
  throw fault("CONFIG_INVALID", `want settings, got no ${NAME} in this folder or above it`, {
    hint: "`laurel init` makes a folder that works at once; --config names a file elsewhere.",
  });
}
