// Rubrics of a CASE package: criteria with their levels, each in order of position.
import type { Link } from "./framework.ts";
import { membersOf } from "./members.ts";
import type { Noticing } from "./notices.ts";
import { type Part, partsOf } from "./shape.ts";

export interface Level {
  readonly identifier: string;
  readonly uri?: string;
  /** What this level is called. */
  readonly quality?: string;
  readonly description?: string;
  readonly feedback?: string;
  readonly score?: number;
  readonly position?: number;
  readonly pointer: string;
}

export interface Criterion {
  readonly identifier: string;
  readonly uri?: string;
  readonly category?: string;
  readonly description?: string;
  /** The item that the criterion judges. */
  readonly item?: Link;
  readonly weight?: number;
  readonly position?: number;
  readonly levels: readonly Level[];
  readonly pointer: string;
}

export interface Rubric {
  readonly identifier: string;
  readonly uri?: string;
  readonly title?: string;
  readonly description?: string;
  readonly criteria: readonly Criterion[];
  readonly pointer: string;
}

type Given<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** Only the members that are there. */
const given = <T extends object>(members: T): Given<T> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Given<T>;

const inOrder = <T extends { readonly position?: number }>(parts: readonly T[]): readonly T[] =>
  [...parts].sort((a, b) => (a.position ?? Number.MAX_VALUE) - (b.position ?? Number.MAX_VALUE));

function levelOf({ value, pointer }: Part, noting: Noticing): Level {
  const members = membersOf(value, pointer, noting);
  return {
    identifier: members.identifier() ?? "",
    ...given({
      uri: members.text("uri"),
      quality: members.text("quality"),
      description: members.text("description"),
      feedback: members.text("feedback"),
      score: members.number("score"),
      position: members.whole("position"),
    }),
    pointer,
  };
}

function criterionOf(part: Part, noting: Noticing): Criterion {
  const { value, pointer } = part;
  const members = membersOf(value, pointer, noting);
  const link = members.link("CFItemURI");
  return {
    identifier: members.identifier() ?? "",
    ...given({
      uri: members.text("uri"),
      category: members.text("category"),
      description: members.text("description"),
      item: link === undefined ? undefined : { identifier: link.identifier, ...given({ uri: link.uri }) },
      weight: members.number("weight"),
      position: members.whole("position"),
    }),
    levels: inOrder(partsOf(part, ["CFRubricCriterionLevels"], noting).map((level) => levelOf(level, noting))),
    pointer,
  };
}

export function rubricOf(part: Part, noting: Noticing): Rubric {
  const { value, pointer } = part;
  const members = membersOf(value, pointer, noting);
  return {
    identifier: members.identifier() ?? "",
    ...given({
      uri: members.text("uri"),
      title: members.text("title"),
      description: members.text("description"),
    }),
    criteria: inOrder(partsOf(part, ["CFRubricCriteria"], noting).map((criterion) => criterionOf(criterion, noting))),
    pointer,
  };
}
