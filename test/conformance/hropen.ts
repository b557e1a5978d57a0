// HR Open's official schema files of version 4.5, as functions that say what is wrong with a document.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import ajvDraft04 from "ajv-draft-04";
import ajvFormats from "ajv-formats";
import type { JsonObject } from "../../src/core/json.ts";
import { sharedFile, sharedJson } from "../shared.ts";

const FOLDER = "official/schemas/hropen-4.5";
const Ajv = ajvDraft04.default;
const addFormats = ajvFormats.default;

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".json") && !entry.parentPath.includes("/samples"))
    .map((entry) => join(entry.parentPath, entry.name));

const idOf = (file: string) => pathToFileURL(file).href;

/** The files' own `$id`s are doubled, so each goes by its path; TimeType's pattern is illegal under the `u` flag. */
function load() {
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false, logger: false });
  addFormats(ajv);
  const root = sharedFile(FOLDER);
  for (const file of filesIn(root)) {
    const { $id: _, id: __, ...schema } = sharedJson(file.slice(sharedFile("").length)) as JsonObject;
    ajv.addSchema({ ...schema, id: idOf(file) });
  }
  return (name: string) => {
    const validate = ajv.getSchema(idOf(join(root, "recruiting/json", name)));
    if (validate === undefined) throw new Error(`no schema ${name}`);
    return (document: unknown): readonly string[] =>
      validate(document) === true
        ? []
        : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
  };
}

let schemas: ReturnType<typeof load> | undefined;
const named = (name: string) => {
  schemas ??= load();
  return schemas(name);
};

/** What LER-RSType says against a body; nothing when it fits. */
export const bodyFaults = (body: unknown): readonly string[] => named("LER-RSType.json")(body);
/** What VerifiableCredentialLER-RSType says against a signed LER-RS, its body included. */
export const wrapperFaults = (wrapper: unknown): readonly string[] =>
  named("VerifiableCredentialLER-RSType.json")(wrapper);
/** What CandidateType says against a candidate. */
export const candidateFaults = (candidate: unknown): readonly string[] => named("CandidateType.json")(candidate);
