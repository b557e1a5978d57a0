// A YAML or JSON document by the ending of its name.
import { fault } from "../core/fault.ts";
import { readJsonDocument } from "./json.ts";
import type { Located } from "./located.ts";
import { readYamlDocument } from "./yaml.ts";

const READERS: Readonly<Record<string, (source: string, file: string) => Located | Promise<Located>>> = {
  yaml: readYamlDocument,
  yml: readYamlDocument,
  json: readJsonDocument,
};

/** Scalars are strings as written. Throws YAML_INVALID or JSON_INVALID with line and column. */
export async function readDocument(source: string, file: string): Promise<Located> {
  const reader = READERS[file.slice(file.lastIndexOf(".") + 1).toLowerCase()];
  if (reader === undefined) throw fault("FILE_UNREADABLE", "want a file that ends in .yaml, .yml or .json", { file });
  if (source.trim() === "") throw fault("FILE_EMPTY", "want YAML or JSON, got an empty file", { file });
  return reader(source, file);
}
