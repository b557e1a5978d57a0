// Kinds of credential that a job may ask for, in the words of Open Badges 3.0 (AchievementType), which are those of CTDL.
import { ENUMERATIONS } from "./vocabulary.ts";

/** What counts as a kind beside itself, as CTDL has its classes. */
const NARROWER: Readonly<Record<string, readonly string[]>> = {
  Certificate: ["ApprenticeshipCertificate", "CertificateOfCompletion", "JourneymanCertificate", "MasterCertificate"],
  Degree: [
    "AssociateDegree",
    "BachelorDegree",
    "MasterDegree",
    "DoctoralDegree",
    "ProfessionalDoctorate",
    "ResearchDoctorate",
  ],
  Diploma: ["SecondarySchoolDiploma"],
  DoctoralDegree: ["ProfessionalDoctorate", "ResearchDoctorate"],
};

/** `ceterms:BachelorDegree`, its address, and `bachelor degree` are one word of the vocabulary. */
const folded = (written: string): string =>
  written
    .replace(/^(?:ceterms:|https?:\/\/purl\.org\/ctdl\/terms\/)/i, "")
    .replace(/[\s_-]+/g, "")
    .toLowerCase();

const KINDS: ReadonlyMap<string, string> = new Map(
  ENUMERATIONS.AchievementType.words.map((word) => [folded(word), word]),
);

/** The word of the vocabulary that is written; a word of one's own keeps its prefix. */
export const kindIn = (written: string): string | undefined =>
  KINDS.get(folded(written)) ?? (/^ext:\S+$/.test(written) ? written : undefined);

export const kindsWithin = (kind: string): readonly string[] => [kind, ...(NARROWER[kind] ?? [])];
