// Lint rules about links inside the package, its definitions, licence, languages and rubrics.
import { isObject, type Json, pointerTo, text } from "../core/json.ts";
import { BACK_LINKS } from "./classes.ts";
import { languageTag } from "./competency.ts";
import { itemAt } from "./links.ts";
import { eachItem, type LintRules, type Spotted, type Subject, shared, spot } from "./lint-rule.ts";
import { identifierOf } from "./members.ts";
import type { DEFINITIONS, Part } from "./shape.ts";

type Definitions = (typeof DEFINITIONS)[number];

/** Members that link to an entry of CFDefinitions, by the list that it stands in. */
const DEFINED_BY: readonly (readonly [member: string, list: Definitions])[] = [
  ["CFItemTypeURI", "CFItemTypes"],
  ["conceptKeywordsURI", "CFConcepts"],
  ["subjectURI", "CFSubjects"],
  ["licenseURI", "CFLicenses"],
  ["CFAssociationGroupingURI", "CFAssociationGroupings"],
];

const linksIn = (value: Json | undefined): readonly string[] =>
  (Array.isArray(value) ? value : [value]).flatMap((link: Json | undefined) =>
    isObject(link) ? [text(link["identifier"]) ?? text(link["uri"]) ?? ""] : typeof link === "string" ? [link] : [],
  );

const parts = ({ shape }: Subject): readonly Part[] => [shape.document, ...shape.items, ...shape.associations];

function dangling(subject: Subject): readonly Spotted[] {
  return DEFINED_BY.flatMap(([member, list]) => {
    const entries = subject.shape.definitions.get(list) ?? [];
    // A package without the list leaves its definitions to the server.
    if (entries.length === 0) return [];
    const known = new Set(entries.map(({ value }) => identifierOf(text(value["identifier"]) ?? "")));
    return parts(subject).flatMap(({ value, pointer }) =>
      linksIn(value[member])
        .filter((link) => !known.has(identifierOf(link)))
        .map((link) => spot(pointer + pointerTo(member), `${link}, not in ${list}`)),
    );
  });
}

const isLanguage = (tag: string): boolean => languageTag(tag) !== undefined;

export const LINK: LintRules = {
  LINK_DANGLING: {
    severity: "warning",
    says: "a link to a definition that the package's CFDefinitions do not have",
    cure: "Add the entry, or take the link out.",
    find: dangling,
  },
  LINK_BACK: {
    severity: "warning",
    says: "a link back to the document or package, for which a package has no place",
    cure: "laurel case normalize takes it out; nearly every publisher writes it.",
    find: (subject) =>
      parts(subject).flatMap(({ value, pointer }) =>
        [...BACK_LINKS].filter((name) => Object.hasOwn(value, name)).map((name) => spot(pointer + pointerTo(name))),
      ),
  },
  LICENCE_MISSING: {
    severity: "warning",
    says: "a framework without a licence",
    cure: "Ask the publisher what may be done with the texts before you put them into badges.",
    find: ({ framework, shape }) => (framework.document.licence === undefined ? [spot(shape.document.pointer)] : []),
  },
  LANGUAGE_ODD: {
    severity: "warning",
    says: "a language that is no tag such as en or es-MX",
    cure: "Write it as BCP 47 has it; a badge carries no other.",
    find: (subject) => {
      const { language } = subject.framework.document;
      return [
        ...(language === undefined || isLanguage(language) ? [] : [spot(subject.shape.document.pointer, language)]),
        ...eachItem((item) => (item.language === undefined || isLanguage(item.language) ? undefined : item.language))(
          subject,
        ),
      ];
    },
  },
  RUBRIC_EMPTY: {
    severity: "warning",
    says: "a rubric without criteria, or a criterion without levels",
    cure: "Nothing can be graded by it.",
    find: ({ framework }) =>
      framework.rubrics.flatMap((rubric) =>
        rubric.criteria.length === 0
          ? [spot(rubric.pointer)]
          : rubric.criteria.filter(({ levels }) => levels.length === 0).map(({ pointer }) => spot(pointer)),
      ),
  },
  RUBRIC_ITEM_ELSEWHERE: {
    severity: "warning",
    says: "a criterion for an item that is not in the file",
    cure: "Give the other framework as well, or correct the link.",
    find: ({ framework, links }) =>
      framework.rubrics
        .flatMap(({ criteria }) => criteria)
        .filter(({ item }) => item !== undefined && itemAt(links, item) === undefined)
        .map(({ pointer, item }) => spot(pointer, item?.identifier)),
  },
  LEVELS_ALIKE: {
    severity: "warning",
    says: "two levels of a criterion with the same name or the same position",
    cure: "A result would be read as the first of them; give each a name and place of its own.",
    find: ({ framework }) =>
      framework.rubrics
        .flatMap(({ criteria }) => criteria)
        .flatMap(({ levels }) =>
          [
            ...shared(levels, ({ quality }) => quality?.toLowerCase()),
            ...shared(levels, ({ position }) => (position === undefined ? undefined : String(position))),
          ].flatMap(([key, twins]) => twins.slice(1).map(({ pointer }) => spot(pointer, key))),
        ),
  },
};
