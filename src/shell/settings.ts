// laurel.yaml: found here or further up, read, and its paths resolved against the folder it stands in.
import { dirname, join, relative, resolve } from "node:path";
import { type FaultFacts, FaultList, fault } from "../core/fault.ts";
import { isObject, type JsonObject, pointerTo } from "../core/json.ts";
import { oneOf, quoted } from "../core/text.ts";
import { COLUMNS, meaningOf } from "../model/column.ts";
import { SETTINGS_SCHEMA, type Settings, settingsOf } from "../model/settings.ts";
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

/** A document that fits a schema, its texts read as numbers and booleans where those are wanted; throws all that does not. */
export async function fitting(document: Located, schema: JsonObject, code: FaultFacts["code"]): Promise<JsonObject> {
  const { value, faults } = await readAs<JsonObject>(schema, document.value);
  if (faults.length === 0) return value;
  throw new FaultList(faults.map(({ pointer, message }) => locatedFault({ code, pointer, message }, document)));
}

/** What the schema cannot say: names that only other tables know. */
function wordFaults(settings: Settings): FaultFacts[] {
  const columns = Object.entries(settings.columns)
    .filter(([, to]) => meaningOf(to) === undefined)
    .map(
      ([from, to]): FaultFacts => ({
        code: "CONFIG_INVALID",
        message: `want a column of laurel or "ignore", got ${quoted(to)}`,
        pointer: pointerTo("columns", from),
        hint: `Columns are ${oneOf(Object.keys(COLUMNS))}, result.<name> and evidence.<n>.<field>.`,
      }),
    );
  const proof: FaultFacts[] =
    settings.proof === undefined || PROOF_NAMES.includes(settings.proof)
      ? []
      : [
          {
            code: "CONFIG_INVALID",
            message: `want a proof such as ${oneOf(PROOF_NAMES)}, got ${quoted(settings.proof)}`,
            pointer: "/proof",
          },
        ];
  return [...columns, ...proof];
}

/** Settings with absolute paths; undefined when no file was named and none is found. */
export async function readSettings(named: string | undefined): Promise<Settings | undefined> {
  const file = named ?? found();
  if (file === undefined) return undefined;
  const document = await readDocument(await readText(file), shown(resolve(file)));
  if (!isObject(document.value)) {
    throw fault("CONFIG_INVALID", "want settings such as `issuer:` and `key:`", { file: document.file, line: 1 });
  }
  const settings = settingsOf(await fitting(document, SETTINGS_SCHEMA, "CONFIG_INVALID"));
  const faults = wordFaults(settings);
  if (faults.length > 0) throw new FaultList(faults.map((facts) => locatedFault(facts, document)));
  const folder = dirname(resolve(file));
  const at = (path: string | undefined) => (path === undefined ? undefined : shown(resolve(folder, path)));
  return {
    ...settings,
    ...Object.fromEntries(
      (["key", "achievements", "out"] as const).flatMap((name) =>
        settings[name] === undefined ? [] : [[name, at(settings[name])]],
      ),
    ),
    frameworks: settings.frameworks.map((path) => shown(resolve(folder, path))),
  };
}

/** Settings that a command cannot do without. */
export async function requiredSettings(named: string | undefined): Promise<Settings> {
  const settings = await readSettings(named);
  if (settings !== undefined) return settings;
  throw fault("CONFIG_INVALID", `want settings, got no ${NAME} in this folder or above it`, {
    hint: "`laurel init` makes a folder that works at once; --config names a file elsewhere.",
  });
}
