// The checks in the order of the work: nothing is fetched before shape and contexts pass, nothing but the issuer's
// keys before the signatures do.
import { contextCheck } from "./context.ts";
import type { Check } from "./examination.ts";
import { credentialsCheck, endorsementsCheck, sampleCheck } from "./nested.ts";
import { proofCheck } from "./proof.ts";
import { publicKeyCheck } from "./public-keys.ts";
import { recipientCheck } from "./recipient.ts";
import { refreshCheck } from "./refresh.ts";
import { schemaCheck, typeCheck } from "./schema.ts";
import { semanticsCheck } from "./semantics.ts";
import { statusCheck } from "./status.ts";
import { subjectCheck } from "./subject.ts";
import { trustCheck } from "./trust.ts";
import { validityCheck } from "./validity.ts";

export const CHECK_TABLE: readonly Check[] = [
  sampleCheck,
  contextCheck,
  typeCheck,
  schemaCheck,
  subjectCheck,
  semanticsCheck,
  proofCheck,
  publicKeyCheck,
  validityCheck,
  statusCheck,
  refreshCheck,
  recipientCheck,
  trustCheck,
  endorsementsCheck,
  credentialsCheck,
];
