// What a job asks of a candidate: a competency, or a credential of some kind.

/** A credential that is asked for by what it is, and not by an identifier. */
export interface CredentialAsked {
  /** achievementTypes, any of which is of the kind; none where only a level is asked for. */
  readonly types: readonly string[];
  /** The least level of the International Standard Classification of Education 2011. */
  readonly isced?: string;
  /** What the job says besides of the one that it means; words are never compared. */
  readonly words: readonly string[];
  /** Something else, which was not looked at, would do as well. */
  readonly alternatives: boolean;
}

export interface Requirement {
  readonly name?: string;
  /** Codes, UUIDs and addresses, any of which names it. */
  readonly references: readonly string[];
  /** Name or address of the framework, where the job says it. */
  readonly framework?: string;
  readonly weight: number;
  readonly required: boolean;
  /** The level that is asked for, as the job writes it. */
  readonly level?: string;
  /** Where a credential is asked for, and no competency. */
  readonly credential?: CredentialAsked;
  readonly pointer: string;
}

type Members = { [K in keyof Requirement]?: Requirement[K] | undefined } & Pick<Requirement, "references" | "pointer">;

/** A requirement of these members, without those that are undefined; it is required, and weighs 1, unless they say so. */
export const requirement = (members: Members): Requirement => ({
  weight: 1,
  required: true,
  ...(Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as typeof members &
    Partial<Requirement>),
});
