// Which section of LER-RS an achievement goes to, by its achievementType (Open Badges 3.0, AchievementType).

export type Section = "degree" | "learning" | "certification" | "license" | "skill";

export interface Route {
  readonly section: Section;
  /** International Standard Classification of Education 2011, where the type says the level. */
  readonly isced?: string;
  /** True for a type that the table does not hold; a guess is worth a notice. */
  readonly guessed?: true;
}

const learning: Route = { section: "learning" };
const certification: Route = { section: "certification" };
const degree = (isced?: string): Route => (isced === undefined ? { section: "degree" } : { section: "degree", isced });

const ROUTES: Readonly<Record<string, Route>> = {
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
};

/** The route of a type; one that is not in the standard's list is held to be a certification. */
export function routeOf(achievementType: string | undefined): Route {
  if (achievementType === undefined) return certification;
  const known = Object.hasOwn(ROUTES, achievementType) ? ROUTES[achievementType] : undefined;
  return known ?? { ...certification, guessed: true };
}

/** `BachelorDegree` as people write it: `Bachelor Degree`. */
export const readable = (achievementType: string): string =>
  achievementType
    .replace(/^ext:/, "")
    .replace(/([a-z])(?=[A-Z])/g, "$1 ")
    .replace(/[._-]+/g, " ");
