// The closed word lists of Open Badges 3.0 and CLR 2.0. Those that may be extended take `ext:` words beside them.

/** The language codes of Open Badges 3.0, narrower than BCP 47: language, script, region. */
export const LANGUAGE_CODE = "^[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$";

const words = (text: string): readonly string[] => text.split(/\s+/);

export interface Enumeration {
  readonly words: readonly string[];
  /** True when a word of one's own may stand there with the prefix `ext:` (Open Badges 3.0, "EnumExt"). */
  readonly open: boolean;
}

type Name =
  | "AchievementType"
  | "AlignmentTargetType"
  | "IdentifierType"
  | "ResultType"
  | "ResultStatusType"
  | "AssociationType";

export const ENUMERATIONS: Readonly<Record<Name, Enumeration>> = {
  AchievementType: {
    open: true,
    words: words(`Achievement ApprenticeshipCertificate Assessment Assignment AssociateDegree Award Badge
      BachelorDegree Certificate CertificateOfCompletion Certification CommunityService Competency Course CoCurricular
      Degree Diploma DoctoralDegree Fieldwork GeneralEducationDevelopment JourneymanCertificate LearningProgram License
      Membership ProfessionalDoctorate QualityAssuranceCredential MasterCertificate MasterDegree MicroCredential
      ResearchDoctorate SecondarySchoolDiploma`),
  },
  AlignmentTargetType: {
    open: true,
    words: words("ceasn:Competency ceterms:Credential CFItem CFRubric CFRubricCriterion CFRubricCriterionLevel CTDL"),
  },
  IdentifierType: {
    open: true,
    words: words(`name sourcedId systemId productId userName accountId emailAddress nationalIdentityNumber isbn issn
      lisSourcedId oneRosterSourcedId sisSourcedId ltiContextId ltiDeploymentId ltiToolId ltiPlatformId ltiUserId
      identifier`),
  },
  ResultType: {
    open: true,
    words: words(`GradePointAverage LetterGrade Percent PerformanceLevel PredictedScore RawScore Result RubricCriterion
      RubricCriterionLevel RubricScore ScaledScore Status`),
  },
  ResultStatusType: { open: false, words: words("Completed Enrolled Failed InProgress OnHold Provisional Withdrew") },
  AssociationType: {
    open: false,
    words: words("exactMatchOf isChildOf isParentOf isPartOf isPeerOf isRelatedTo precedes replacedBy"),
  },
};
