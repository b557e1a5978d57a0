// Lists of trusted issuers as files (`--trust`): YAML or JSON, a registry, or statements of an OpenID Federation.
import { createHash } from "node:crypto";
import { basename } from "node:path";
import { federationContent } from "../checks/trust-federation.ts";
import { FaultList, fault } from "../core/fault.ts";
import { leaves } from "../core/json.ts";
import { readTrustList, type TrustContent, type TrustList } from "../model/trust.ts";
import { readJsonDocument } from "../readers/json.ts";
import { type Located, locatedFault } from "../readers/located.ts";
import { readText } from "./files.ts";

/** A compact JWS: statements of a federation stand in files one to a line, or as strings in JSON. */
const JWS = /^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+$/;

const statementsIn = (lines: readonly string[]): readonly string[] => lines.filter((line) => JWS.test(line));

async function documentIn(source: string, file: string): Promise<Located> {
  if (/^\s*[[{]/.test(source)) return readJsonDocument(source, file);
  const { readYamlDocument } = await import("../readers/yaml.ts");
  return readYamlDocument(source, file);
}

async function federation(statements: readonly string[], file: string): Promise<TrustContent> {
  const content = await federationContent(statements);
  if (content !== undefined) return content;
  throw fault("TRUST_INVALID", "want the signed configuration of a trust anchor among the statements, got none", {
    file,
    hint: "It stands at https://…/.well-known/openid-federation of the federation.",
  });
}

async function contentOf(source: string, file: string): Promise<TrustContent> {
  const lines = statementsIn(source.split(/\s+/));
  if (lines.length > 0) return federation(lines, file);
  const document = await documentIn(source, file);
  const texts = [...leaves(document.value)].flatMap(({ value }) => (typeof value === "string" ? value : []));
  const statements = statementsIn(texts);
  if (statements.length > 0) return federation(statements, file);
  const { value, faults } = readTrustList(document.value);
  if (faults.length > 0) throw new FaultList(faults.map((one) => locatedFault(one, document)));
  return value;
}

/** Reads the lists, in the order in which they count. Throws TRUST_INVALID for files of another form. */
export async function readTrust(files: readonly string[]): Promise<readonly TrustList[]> {
  const lists: TrustList[] = [];
  for (const file of files) {
    const source = await readText(file);
    if (source.trim() === "") throw fault("FILE_EMPTY", "want a list of trusted issuers, got an empty file", { file });
    const sha256 = createHash("sha256").update(source).digest("hex");
    lists.push({ name: basename(file), sha256, ...(await contentOf(source, file)) });
  }
  return lists;
}
