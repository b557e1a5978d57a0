// The mapping as data: which section an achievement goes to, which alignments show a skill, what results and their
// status become. `--mapping FILE` changes rows of it (mapping-file.ts); whatever is no row here is no branch elsewhere.

/** Sections by what they hold; each output has its own name for them. `nothing` leaves the achievement out. */
export const SECTIONS = ["degree", "learning", "certification", "license", "skill", "employment", "nothing"] as const;
export type Section = (typeof SECTIONS)[number];

/** Members of a credential that may name the employer. */
export const EMPLOYERS = ["issuer", "source", "creator"] as const;
export type Employer = (typeof EMPLOYERS)[number];

/** How somebody worked there. */
export const RELATIONSHIPS = [
  "Employee",
  "Contractor",
  "Volunteer",
  "Internship",
  "Externship",
  "Apprenticeship",
] as const;
export type Relationship = (typeof RELATIONSHIPS)[number];

export interface Route {
  readonly section: Section;
  /** International Standard Classification of Education 2011, where the type says the level. */
  readonly isced?: string;
  /** Where the credential names the employer; where it names none, nobody is made one. */
  readonly employer?: Employer;
  readonly relationship?: Relationship;
  /** True for a type that the table does not hold; a guess is worth a notice. */
  readonly guessed?: true;
}

/** Whether the learner has it. */
export type Completion = "achieved" | "pending" | "failed";

/** EducationDegreeGrantedStatusCodeList, with what it says of the learner. */
export const GRANTED: Readonly<Record<string, Completion>> = {
  Granted: "achieved",
  InProgress: "pending",
  Postponed: "pending",
  NotGranted: "failed",
};

/** How a result that is a number is written. */
export interface Score {
  /** ScoreNumericCodeList of HR Open. */
  readonly code?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface Mapping {
  /** By achievementType (Open Badges 3.0, AchievementType, and `ext:` words). */
  readonly types: ReadonlyMap<string, Route>;
  /** Of a type that the table does not hold. */
  readonly otherwise: Route;
  /** By targetType of an alignment (Open Badges 3.0, AlignmentTargetType): those that are competencies. */
  readonly skills: ReadonlySet<string>;
  /** By resultType: those that are numbers. */
  readonly scores: ReadonlyMap<string, Score>;
  /** By status of a result (Open Badges 3.0, ResultStatusType): the status of a degree. */
  readonly statuses: ReadonlyMap<string, string>;
}

const degree = (isced?: string): Route => ({ section: "degree", ...(isced === undefined ? {} : { isced }) });
const learning: Route = { section: "learning" };
const certification: Route = { section: "certification" };
/** The employer itself says so. */
const attested = (relationship: Relationship): Route => ({ section: "employment", employer: "issuer", relationship });
/** A school says so of an employer, which it has to name: it is not the employer itself. */
const placed = (relationship: Relationship): Route => ({ section: "employment", employer: "source", relationship });

const TYPES: Readonly<Record<string, Route>> = {
  AssociateDegree: degree("5"),
  BachelorDegree: degree("6"),
  MasterDegree: degree("7"),
  DoctoralDegree: degree("8"),
  ProfessionalDoctorate: degree("8"),
  ResearchDoctorate: degree("8"),
  Degree: degree(),
  Diploma: degree(),
  SecondarySchoolDiploma: degree("3"),
  GeneralEducationDevelopment: degree("3"),
  Assignment: learning,
  CoCurricular: learning,
  Course: learning,
  Fieldwork: learning,
  LearningProgram: learning,
  Competency: { section: "skill" },
  License: { section: "license" },
  Achievement: certification,
  ApprenticeshipCertificate: certification,
  Assessment: certification,
  Award: certification,
  Badge: certification,
  Certificate: certification,
  CertificateOfCompletion: certification,
  Certification: certification,
  CommunityService: certification,
  JourneymanCertificate: certification,
  MasterCertificate: certification,
  Membership: certification,
  MicroCredential: certification,
  QualityAssuranceCredential: certification,
  "ext:Employment": attested("Employee"),
  "ext:Job": attested("Employee"),
  "ext:Apprenticeship": placed("Apprenticeship"),
  "ext:Externship": placed("Externship"),
  "ext:Internship": placed("Internship"),
  "ext:Volunteer": placed("Volunteer"),
  "ext:Volunteering": placed("Volunteer"),
};

/** HR Open has no code for a percentage, only its bounds. */
const SCORES: Readonly<Record<string, Score>> = {
  GradePointAverage: { code: "GPA" },
  Percent: { minimum: 0, maximum: 100 },
  RawScore: { code: "RawScore" },
  ScaledScore: { code: "Scaled" },
};

const STATUSES: Readonly<Record<string, string>> = {
  Completed: "Granted",
  Enrolled: "InProgress",
  InProgress: "InProgress",
  Provisional: "InProgress",
  OnHold: "Postponed",
  Failed: "NotGranted",
  Withdrew: "NotGranted",
};

export const BUILT_IN: Mapping = {
  types: new Map(Object.entries(TYPES)),
  otherwise: certification,
  skills: new Set(["CFItem", "ceasn:Competency"]),
  scores: new Map(Object.entries(SCORES)),
  statuses: new Map(Object.entries(STATUSES)),
};

/** The route of a type; one that is not in the table goes where all others go. */
export function routeOf({ types, otherwise }: Mapping, achievementType: string | undefined): Route {
  if (achievementType === undefined) return otherwise;
  return types.get(achievementType) ?? { ...otherwise, guessed: true };
}

/** `BachelorDegree` as people write it: `Bachelor Degree`. */
export const readable = (achievementType: string): string =>
  achievementType
    .replace(/^ext:/, "")
    .replace(/([a-z])(?=[A-Z])/g, "$1 ")
    .replace(/[._-]+/g, " ");
