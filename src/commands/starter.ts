// What `laurel init` puts into a new folder: a small college that works at once and is meant to be written over.
import { uuid5 } from "../core/uuid.ts";
import { EDITOR_SCHEMAS } from "../model/editor-schema.ts";

const SETTINGS = `# yaml-language-server: $schema=schemas/laurel.schema.json
# What a registrar settles once. \`laurel help config\` explains every line.
issuer:
  name: Example College              # write your institution's name here
  url: https://www.example.edu
  email: registrar@example.edu
  # id: did:web:registrar.example.edu   # once you can publish; until then your key is your identifier
key: keys/issuer.jwk.json
achievements: achievements.yaml
frameworks: [frameworks/gardening.case.json]
recipient: { identify-by: [email, id] }
out: credentials
# status: { url: "https://registrar.example.edu/status/{list}" }   # once you can publish; then you can revoke
# columns: { "Student No.": id, "Advisor": ignore }   # when your roster calls things otherwise
`;

const CATALOGUE = `# yaml-language-server: $schema=schemas/achievements.schema.json
# What you award. A roster names an entry by its slug or its code.
- slug: soil-101
  type: Course
  name: Introduction to Soil
  code: SOIL-101
  description: Texture, structure and life of garden soils, and how to improve them.
  criteria: Pass the written test and keep a soil diary for one term.
  credits: 3
  align: [G.1.1, G.1.2]              # codes of the framework
  part-of: [gardening-certificate]
  results:
    - { name: Final grade, type: LetterGrade, allowed: [F, D, C, B, A] }

- slug: gardening-certificate
  type: Certificate
  name: Certificate in Gardening
  description: Plans, plants and keeps a garden through one year.
  criteria: Complete the course on soil and a year of practice in a public garden.
`;

const ROSTER = `id,given name,family name,email,achievement,awarded,result.Final grade,narrative
0012,Ada,Alder,ada.alder@example.edu,soil-101,2026-05-29,A,
0013,Ben,Birch,ben.birch@example.edu,soil-101,2026-05-29,B,
0012,Ada,Alder,ada.alder@example.edu,G.2.1,2026-06-12,,Pruned the orchard of the botanical garden.
0012,Ada,Alder,ada.alder@example.edu,gardening-certificate,2026-06-30,,
`;

const TITLE = "Gardening Competencies";
const BASE = "https://frameworks.example.edu/gardening/";
const CHANGED = "2026-01-15T08:00:00Z";

/** Code, statement and parent; the first column is the competency's code in the framework. */
const ITEMS: readonly (readonly [code: string, statement: string, parent?: string])[] = [
  ["G.1", "Soil"],
  ["G.1.1", "Tells sand, silt and clay apart by hand and explains what each holds.", "G.1"],
  ["G.1.2", "Makes compost that is ready for the beds within a year.", "G.1"],
  ["G.2", "Care of plants"],
  ["G.2.1", "Prunes fruit trees in winter so that they bear in the second year.", "G.2"],
  ["G.2.2", "Finds the cause of common leaf diseases and treats them without harm to bees.", "G.2"],
];

const idOf = (name: string): string => uuid5(BASE + name);
const linkTo = (name: string, title: string) => ({ title, identifier: idOf(name), uri: BASE + idOf(name) });

function framework(): string {
  const entity = (name: string) => ({ identifier: idOf(name), uri: BASE + idOf(name), lastChangeDateTime: CHANGED });
  const items = ITEMS.map(([code, fullStatement, parent]) => ({
    ...entity(code),
    fullStatement,
    humanCodingScheme: code,
    CFItemType: parent === undefined ? "Area" : "Competency",
    language: "en",
  }));
  const associations = ITEMS.map(([code, statement, parent], index) => ({
    ...entity(`${code} in ${parent ?? "document"}`),
    associationType: "isChildOf",
    sequenceNumber: index + 1,
    originNodeURI: linkTo(code, statement),
    destinationNodeURI: parent === undefined ? linkTo("document", TITLE) : linkTo(parent, parent),
  }));
  const document = {
    ...entity("document"),
    creator: "Example College",
    title: TITLE,
    version: "1.0",
    language: "en",
    adoptionStatus: "Implemented",
    caseVersion: "1.1",
  };
  return `${JSON.stringify({ CFDocument: document, CFItems: items, CFAssociations: associations }, null, 2)}\n`;
}

/** The schemas for editors, as files of a folder. */
export function schemaFiles(folder: string): Readonly<Record<string, string>> {
  const files = Object.entries(EDITOR_SCHEMAS);
  return Object.fromEntries(
    files.map(([name, schema]) => [`${folder}/${name}`, `${JSON.stringify(schema, null, 2)}\n`]),
  );
}

/** Files by path within the folder; the key is made apart. */
export const STARTER: Readonly<Record<string, string>> = {
  "laurel.yaml": SETTINGS,
  "achievements.yaml": CATALOGUE,
  "roster.csv": ROSTER,
  "frameworks/gardening.case.json": framework(),
  ...schemaFiles("schemas"),
};

export const STARTER_KEY = "keys/issuer.jwk.json";
