// Checks that report without deciding: a refresh service is named, never followed; trust waits for a list of issuers.
import { skipped } from "../core/finding.ts";
import { objectsOf } from "../core/json.ts";
import type { Check } from "./examination.ts";

export const refreshCheck: Check = {
  ids: ["refresh"],
  after: ["shape"],
  run({ opened }) {
    const services = objectsOf(opened.document["refreshService"]);
    if (services.length === 0) return [skipped("refresh", "NO_REFRESH", "the credential names no refresh service")];
    return [
      skipped(
        "refresh",
        "REFRESH_NOT_FOLLOWED",
        "a refresh service may hold a newer one; it was not asked",
        "/refreshService",
      ),
    ];
  },
};

export const trustCheck: Check = {
  ids: ["trust"],
  after: ["shape"],
  run: () => [
    skipped("trust", "NOT_ASKED", "no list of trusted issuers was given; the issuer's name is its own claim"),
  ],
};
