// Who a record is about, in the registrar's own word (`merge --learner FILE`).
import type { JsonObject } from "../core/json.ts";
import { text } from "../core/json.ts";
import { IDENTITIES, identityOf } from "../model/badge.ts";
import type { Person } from "../model/record.ts";
import { readDocument } from "../readers/document.ts";
import { readText } from "./files.ts";
import { fitting } from "./settings.ts";

const word = { type: "string", minLength: 1 } as const;

const LEARNER_SCHEMA: JsonObject = {
  type: "object",
  minProperties: 1,
  additionalProperties: false,
  properties: {
    did: { type: "string", pattern: "^did:[a-z0-9]+:[^\\s#?/]+$", wanted: "a DID such as did:key:z6Mk…" },
    id: word,
    email: word,
    name: word,
  },
};

export async function readLearner(file: string): Promise<Person> {
  const value = await fitting(await readDocument(await readText(file), file), LEARNER_SCHEMA, "PERSON_INVALID");
  const id = text(value["did"]);
  const identifiers = IDENTITIES.flatMap((by) => {
    const said = text(value[by]);
    return said === undefined ? [] : [identityOf(by, said)];
  });
  return { ...(id === undefined ? {} : { id }), identifiers };
}
