// The classes of CASE as tables: every member with its kind, for reading, repairing, and the standard's own rules.
// A name ends in `!` where the member must stand, and in `^` where CASE 1.1 added it; a kind ends in `*` for a list.
// Kinds that are no classes are texts, dates and numbers; `open` is any object (extensions).

export type CaseVersion = "1.0" | "1.1";

type Table = Readonly<Record<string, string>>;

const ENTITY: Table = {
  "identifier!": "uuid",
  "uri!": "uri",
  "lastChangeDateTime!": "instant",
  "extensions^": "open",
};
const LINK: Table = { "title!": "text", "uri!": "uri" };
const LIFE: Table = { statusStartDate: "day", statusEndDate: "day", licenseURI: "LinkURI", language: "text" };
const DEFINED: Table = { ...ENTITY, "title!": "text", description: "text" };

const CLASSES: Readonly<Record<string, Table>> = {
  CFPackage: {
    "CFDocument!": "CFDocument",
    CFItems: "CFItem*",
    CFAssociations: "CFAssociation*",
    CFDefinitions: "CFDefinition",
    CFRubrics: "CFRubric*",
    "extensions^": "open",
  },
  CFDocument: {
    ...ENTITY,
    "creator!": "text",
    "title!": "text",
    "frameworkType^": "text",
    "caseVersion^": "caseVersion",
    officialSourceURL: "uri",
    publisher: "text",
    description: "text",
    subject: "text*",
    subjectURI: "LinkURI*",
    version: "text",
    adoptionStatus: "text",
    notes: "text",
    ...LIFE,
  },
  CFItem: {
    ...ENTITY,
    "fullStatement!": "text",
    alternativeLabel: "text",
    CFItemType: "text",
    CFItemTypeURI: "LinkURI",
    humanCodingScheme: "text",
    listEnumeration: "text",
    abbreviatedStatement: "text",
    conceptKeywords: "text*",
    conceptKeywordsURI: "LinkURI",
    notes: "text",
    "subject^": "text*",
    "subjectURI^": "LinkURI*",
    educationLevel: "text*",
    ...LIFE,
  },
  CFAssociation: {
    ...ENTITY,
    "associationType!": "associationType",
    sequenceNumber: "whole",
    "originNodeURI!": "LinkGenURI",
    "destinationNodeURI!": "LinkGenURI",
    CFAssociationGroupingURI: "LinkURI",
    "notes^": "text",
  },
  CFDefinition: {
    CFConcepts: "CFConcept*",
    CFSubjects: "CFSubject*",
    CFLicenses: "CFLicense*",
    CFItemTypes: "CFItemType*",
    CFAssociationGroupings: "CFAssociationGrouping*",
    "extensions^": "open",
  },
  CFConcept: { ...DEFINED, keywords: "text", "hierarchyCode!": "text" },
  CFSubject: { ...DEFINED, "hierarchyCode!": "text" },
  CFItemType: { ...ENTITY, "title!": "text", "description!": "text", "hierarchyCode!": "text", typeCode: "text" },
  CFLicense: { ...DEFINED, "licenseText!": "text" },
  CFAssociationGrouping: DEFINED,
  CFRubric: { ...ENTITY, title: "text", description: "text", CFRubricCriteria: "CFRubricCriterion*" },
  CFRubricCriterion: {
    ...ENTITY,
    category: "text",
    description: "text",
    CFItemURI: "LinkURI",
    weight: "number",
    position: "whole",
    rubricId: "uuid",
    CFRubricCriterionLevels: "CFRubricCriterionLevel*",
  },
  CFRubricCriterionLevel: {
    ...ENTITY,
    description: "text",
    quality: "text",
    score: "number",
    feedback: "text",
    position: "whole",
    rubricCriterionId: "uuid",
    // A list here and nowhere else, in the standard's own schema.
    "extensions^": "open*",
  },
  LinkURI: { ...LINK, "identifier!": "uuid" },
  LinkGenURI: { ...LINK, "identifier!": "text", "targetType^": "targetType" },
};

export interface Member {
  readonly name: string;
  readonly kind: string;
  readonly many: boolean;
  readonly required: boolean;
  readonly since: CaseVersion;
}

const memberOf = ([written, word]: [string, string]): Member => ({
  name: written.replace(/[!^]/g, ""),
  kind: word.replace("*", ""),
  many: word.endsWith("*"),
  required: written.includes("!"),
  since: written.includes("^") ? "1.1" : "1.0",
});

/** Every class with its members by name. */
export const CASE_CLASSES: ReadonlyMap<string, ReadonlyMap<string, Member>> = new Map(
  Object.entries(CLASSES).map(([name, table]) => [
    name,
    new Map(Object.entries(table).map((row) => [memberOf(row).name, memberOf(row)])),
  ]),
);

/** Links back to document and package: a class by itself has them, within a package there is no place for them. */
export const BACK_LINKS: ReadonlySet<string> = new Set(["CFDocumentURI", "CFPackageURI"]);
