// What an LER-RS says and nobody signed: the candidate's own word, which counts for nothing and is told apart.
import type { Opened } from "../checks/examination.ts";
import { type Json, type JsonObject, object, objectsOf, pointerTo, text } from "../core/json.ts";
import { BUILT_IN } from "../outputs/mapping.ts";
import { bodiesOf } from "../schemas/ler-rs-reading.ts";

export interface Claim {
  readonly pointer: string;
  /** As if it were a credential: what it would show. */
  readonly document: JsonObject;
}

const claimed = (name: Json | undefined, achievement: JsonObject): JsonObject => ({
  name: name ?? "",
  credentialSubject: { achievement: { name: name ?? "", ...achievement } },
});

/** The type that has a level of ISCED of its own; of several, the first of the table. */
const typeOfLevel = (level: string | undefined): string | undefined =>
  level === undefined ? undefined : [...BUILT_IN.types].find(([, { isced }]) => isced === level)?.[0];

type Reading = (entry: JsonObject) => readonly JsonObject[];

/** Sections of LER-RS that claim what a job may ask for. */
const SECTIONS: Readonly<Record<string, Reading>> = {
  skills: (skill) => {
    const reference = text(object(skill["definitionReference"])?.["reference"]);
    const alignment = [{ targetUrl: reference ?? "", targetName: skill["name"] ?? "" }];
    return reference === undefined ? [] : [claimed(skill["name"], { alignment })];
  },
  educationAndLearnings: (education) =>
    objectsOf(education["educationDegrees"]).flatMap((degree) => {
      const type = typeOfLevel(text(degree["iscedEducationLevelCode"]));
      return type === undefined ? [] : [claimed(degree["name"], { achievementType: type })];
    }),
  licenses: (license) => [claimed(license["name"], { achievementType: "License" })],
};

export function claimsOf({ document, kind }: Opened): readonly Claim[] {
  if (kind !== "ler-rs" && kind !== "ler-rs-body") return [];
  return bodiesOf(document, kind === "ler-rs-body").flatMap(({ body, pointer }) =>
    Object.entries(SECTIONS).flatMap(([section, read]) =>
      objectsOf(body[section]).flatMap((entry, index) =>
        "verifications" in entry
          ? []
          : read(entry).map((claim): Claim => ({ pointer: pointer + pointerTo(section, index), document: claim })),
      ),
    ),
  );
}
