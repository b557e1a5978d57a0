// The flags of convert, and what they mean: person, frameworks, mapping and key out of their files.
import { fault, required } from "../core/fault.ts";
import type { JsonObject } from "../core/json.ts";
import type { ConvertOptions } from "../flows/convert.ts";
import { jobEntry } from "../model/job.ts";
import { personOf } from "../model/person.ts";
import type { SkillFramework } from "../outputs/award.ts";
import type { Mapping } from "../outputs/mapping.ts";
import { MAPPING_SCHEMA, mappingOf } from "../outputs/mapping-file.ts";
import { readDocument } from "../readers/document.ts";
import { readJson, readText } from "../shell/files.ts";
import { readFrameworks } from "../shell/framework-file.ts";
import { fitting, readSettings, requiredSettings } from "../shell/settings.ts";
import { openSigning } from "../shell/signing.ts";
import type { EvidenceFlags } from "./flags.ts";
import type { Manners, Voice } from "./terminal.ts";

export interface ConvertFlags extends Manners, EvidenceFlags {
  readonly to?: string;
  readonly person?: string;
  readonly framework: readonly string[];
  readonly mapping?: string;
  readonly job?: string;
  readonly sign?: boolean;
  readonly failOnLoss?: boolean;
  readonly out?: string;
  readonly key?: string;
  readonly proof?: string;
  readonly passphraseFile?: string;
}

const documentIn = async (file: string) => readDocument(await readText(file), file);

async function readPerson(file: string | undefined) {
  return file === undefined ? undefined : required(personOf(await documentIn(file)));
}

async function readMapping(file: string | undefined): Promise<Mapping | undefined> {
  if (file === undefined) return undefined;
  return mappingOf(await fitting(await documentIn(file), MAPPING_SCHEMA, "MAPPING_INVALID"));
}

/** The job goes into the record as it is, so its numbers and words are read as JSON has them. */
async function readJobEntry(file: string | undefined): Promise<JsonObject | undefined> {
  if (file === undefined) return undefined;
  const entry = jobEntry(await readJson(file));
  if (entry !== undefined) return entry;
  throw fault("JOB_INVALID", "want an HR Open position opening or a JDX job description in JSON", { file });
}

async function readSkillFrameworks(files: readonly string[]): Promise<readonly SkillFramework[]> {
  return (await readFrameworks([...new Set(files)])).flatMap(({ document, items }) => {
    const uris = new Set(items.map(({ uri }) => uri));
    return document.uri === undefined ? [] : [{ uri: document.uri, has: (uri: string) => uris.has(uri) }];
  });
}

export async function optionsFor(flags: ConvertFlags, voice: Voice) {
  const settings = flags.sign === true ? await requiredSettings(flags.config) : await readSettings(flags.config);
  const frameworks = await readSkillFrameworks([...(settings?.frameworks ?? []), ...flags.framework]);
  const signing = flags.sign === true && settings !== undefined ? await openSigning(settings, flags, voice) : undefined;
  const options: ConvertOptions = {
    now: voice.now,
    person: await readPerson(flags.person),
    mapping: await readMapping(flags.mapping),
    job: await readJobEntry(flags.job),
    frameworks,
    signer: signing && { issuerId: signing.issuerId, secure: signing.secureRecord },
  };
  return { options, extension: signing?.extension ?? ".json" };
}
