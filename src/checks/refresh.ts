// refresh: a refresh service is named, and never asked (threats: it could lead to a fresh-looking credential of anybody).
import { skipped } from "../core/finding.ts";
import { objectsOf, text } from "../core/json.ts";
import { quoted } from "../core/text.ts";
import type { Check } from "./examination.ts";

export const refreshCheck: Check = {
  ids: ["refresh"],
  after: ["shape"],
  run({ opened }) {
    const services = objectsOf(opened.document["refreshService"]);
    if (services.length === 0) return [skipped("refresh", "NO_REFRESH", "the credential names no refresh service")];
    const addresses = services.flatMap((service) => text(service["id"]) ?? []);
    const at = addresses.length === 0 ? "" : ` at ${addresses.map(quoted).join(", ")}`;
    const message = `a refresh service${at} may hold a newer one; it was not asked`;
    return [skipped("refresh", "REFRESH_NOT_FOLLOWED", message, "/refreshService")];
  },
};
