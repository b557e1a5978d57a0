// The account of a conversion: every leaf of the source was mapped, or is listed here with the reason.
import type { Json, JsonObject } from "../core/json.ts";
import { leaves } from "../core/json.ts";
import { FORM } from "./form.ts";
import type { Fate, Ledger } from "./ledger.ts";

export interface Loss {
  /** JSON Pointer into the source. */
  readonly pointer: string;
  /** `words`: stands in a text. `form`: only the signed original needs it. `content`: has no place in the form. */
  readonly kind: Exclude<Fate, "mapped">;
  readonly reason: string;
}

type Reason = readonly [path: RegExp, kind: Loss["kind"], reason: string];

const ORIGINAL = "it stays in the signed original";

/** Reasons for what nobody took, by member names from the credential on; the first that fits. */
const REASONS: readonly Reason[] = [
  [/\/@context$/, "form", `the contexts give its words their meaning; ${ORIGINAL}`],
  [/\/proof(\/|$)/, "form", `the issuer's signature; ${ORIGINAL}`],
  [/\/type$/, "form", `the section of ${FORM} says what kind of thing it is; ${ORIGINAL}`],
  [
    /\/(endorsement|endorsementJwt)(\/|$)/,
    "content",
    `${FORM} has no field for endorsements outside of skills; ${ORIGINAL}`,
  ],
  [
    /^\/(credentialStatus|credentialSchema|refreshService)(\/|$)/,
    "form",
    `it serves to check the credential; ${ORIGINAL}`,
  ],
  [/^\/termsOfUse(\/|$)/, "content", `${FORM} has no field for terms of use; ${ORIGINAL}`],
  [/\/image(\/|$)/, "content", `${FORM} has no field for pictures; ${ORIGINAL}`],
  [/^\/id$/, "form", `the identifier of the credential; ${ORIGINAL}`],
  [/^\/credentialSubject\/id$/, "form", `it names the learner to the proof, not to a person; ${ORIGINAL}`],
  [/\/identifier\/(hashed|salt)$/, "form", `it says how the learner's identifier is written; ${ORIGINAL}`],
  [/\/identifier\//, "content", `${FORM} has no field for this identifier of the learner`],
  [/\/result\/resultDescription$/, "form", `a link inside the credential; ${ORIGINAL}`],
  [
    /\/resultDescription\/(allowedValue|valueMin|valueMax|requiredValue|requiredLevel)$/,
    "content",
    `${FORM} has no field for the scale of a result here`,
  ],
  [/\/resultDescription\/rubricCriterionLevel\//, "content", `${FORM} has no field for the levels of a rubric`],
  [/\/resultDescription\/(id|resultType)$/, "form", `it says how results are written; ${ORIGINAL}`],
  [/\/resultDescription\//, "content", `${FORM} has no field for what a result may be`],
  [/\/association\//, "content", `${FORM} has no field for how achievements belong together`],
  [/\/creator\//, "content", `${FORM} has no field for the creator of an achievement; ${ORIGINAL}`],
  [/\/related\//, "content", `${FORM} has no field for related achievements; ${ORIGINAL}`],
  [/\/(version|inLanguage)$/, "content", `${FORM} has no field for an achievement's version and language; ${ORIGINAL}`],
  [
    /^\/(issuer|credentialSubject\/source)\//,
    "content",
    `${FORM} has no field for this of an organization; ${ORIGINAL}`,
  ],
  [
    /\/(alignment|evidence|criteria|result|achievement)\/id$/,
    "form",
    `an identifier inside the credential; ${ORIGINAL}`,
  ],
];
const OTHERWISE: Omit<Loss, "pointer"> = { kind: "content", reason: `${FORM} has no field for it; ${ORIGINAL}` };

/** The member names that lead to a leaf from the innermost credential of a record, without places in lists. */
const pathOf = (pointer: string): string =>
  pointer.replace(/^.*\/verifiableCredential(?:\/\d+)?(?=\/)/, "").replace(/\/\d+(?=\/|$)/g, "");

const saysNothing = (value: Json): boolean =>
  value === null || typeof value === "object" || (typeof value === "string" && value.trim() === "");

function reasonFor(pointer: string, value: Json): Omit<Loss, "pointer"> {
  if (saysNothing(value)) return { kind: "form", reason: "it is empty" };
  const found = REASONS.find(([path]) => path.test(pathOf(pointer)));
  return found === undefined ? OTHERWISE : { kind: found[1], reason: found[2] };
}

/** Everything in a document that was not mapped to a field of a form, in the document's order. */
export function lossesOf(document: JsonObject, { entries }: Pick<Ledger, "entries">, form: string): readonly Loss[] {
  const said = (reason: string) => reason.replaceAll(FORM, form);
  return [...leaves(document)].flatMap(({ pointer, value }): Loss[] => {
    const entry = entries.get(pointer);
    if (entry?.fate === "mapped") return [];
    const { kind, reason } = reasonFor(pointer, value);
    if (entry === undefined) return [{ pointer, kind, reason: said(reason) }];
    return [{ pointer, kind: entry.fate, reason: said(entry.reason ?? reason) }];
  });
}

export interface LossGroup {
  readonly kind: Loss["kind"];
  readonly reason: string;
  /** Member names, such as `achievement/image`, each once. */
  readonly members: readonly string[];
  readonly count: number;
}

const KINDS: readonly Loss["kind"][] = ["content", "words", "form"];

/** Losses for a person: by reason, gravest kind first. */
export function lossGroups(losses: readonly Loss[]): readonly LossGroup[] {
  const groups = new Map<string, { kind: Loss["kind"]; reason: string; members: Set<string>; count: number }>();
  for (const { pointer, kind, reason } of losses) {
    const said = reason.replace(/what \/\S* says/, "what another place says");
    const group = groups.get(`${kind} ${said}`) ?? { kind, reason: said, members: new Set(), count: 0 };
    groups.set(`${kind} ${said}`, group);
    group.count += 1;
    group.members.add(pathOf(pointer).replace(/^\/(credentialSubject\/)?/, ""));
  }
  return [...groups.values()]
    .sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind))
    .map((group) => ({ ...group, members: [...group.members] }));
}
