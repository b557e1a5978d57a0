// What a rule of `laurel case lint` is: a code, how bad it is, a sentence, and the places that it finds.
import { grouped } from "../core/grouping.ts";
import type { Framework, Item } from "./framework.ts";
import type { Links } from "./links.ts";
import type { Shape } from "./shape.ts";

export type Severity = "error" | "warning";

export interface Spotted {
  /** JSON Pointer into the file. */
  readonly pointer: string;
  /** What stands there: a code, a date, the other place. */
  readonly detail?: string;
}

/** All that a rule may look at. */
export interface Subject {
  readonly framework: Framework;
  readonly links: Links;
  readonly shape: Shape;
  readonly now: Date;
}

export interface LintRule {
  readonly severity: Severity;
  /** What is wrong, said of one place. */
  readonly says: string;
  /** What can be done about it. */
  readonly cure: string;
  readonly find: (subject: Subject) => Iterable<Spotted>;
}

export type LintRules = Readonly<Record<string, LintRule>>;

export const spot = (pointer: string, detail?: string): Spotted =>
  detail === undefined ? { pointer } : { pointer, detail };

/** Every item for which there is something to say; `true` says no more than the rule. */
export const eachItem =
  (say: (item: Item, subject: Subject) => string | boolean | undefined): LintRule["find"] =>
  (subject) =>
    subject.framework.items.flatMap((item) => {
      const said = say(item, subject);
      return said === undefined || said === false ? [] : [spot(item.pointer, said === true ? undefined : said)];
    });

/** The groups of more than one that share a key; an empty key is none. */
export const shared = <T>(
  all: Iterable<T>,
  keyOf: (one: T) => string | undefined,
): readonly (readonly [string, readonly T[]])[] =>
  [...grouped(all, (one) => keyOf(one) || undefined)].filter(([, group]) => group.length > 1);
