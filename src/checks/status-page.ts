// 1EdTechRevocationList (Open Badges 3.0 up to document 1.2; since then replaced by bit lists): a page of the issuer's
// that names the credentials it has revoked. Nobody signs it; it counts because the issuer's own host serves it.
import { type Finding, failed, passed, unknown } from "../core/finding.ts";
import { isObject, type Json, type JsonObject, listOf, object, text } from "../core/json.ts";
import { count, quoted } from "../core/text.ts";
import type { Examination } from "./examination.ts";
import { issuerOf } from "./issuer.ts";

export const PAGE_TYPE = "1EdTechRevocationList";

/** The host that stands behind an identifier: of an https address, or of a did:web. */
function hostOf(id: string): string | undefined {
  const [host] = /^did:web:([^:#?/]+)/.exec(id)?.slice(1) ?? [];
  if (host !== undefined) return decodeURIComponent(host.replace(/%(?![0-9a-f]{2})/gi, "")).toLowerCase();
  return URL.canParse(id) && id.startsWith("https://") ? new URL(id).host : undefined;
}

/** Whose list it is: by the issuer that it names, else by the host that it stands on. */
function isIssuers(page: JsonObject, address: string, issuer: string): boolean {
  const named = text(page["issuer"]) ?? text(isObject(page["issuer"]) ? page["issuer"]["id"] : undefined);
  if (named !== undefined) return named === issuer;
  const host = hostOf(issuer);
  return host !== undefined && host === hostOf(address);
}

/** Which credential an item is about: an object with its id, or (as in Open Badges 2.0) the id alone. */
const idIn = (item: Json): string | undefined => text(item) ?? text(object(item)?.["id"]);

const isRevocationOf = (item: Json, credential: string): boolean =>
  idIn(item) === credential && object(item)?.["revoked"] !== false;

const open = (code: string, message: string, pointer: string): Finding => unknown("status", code, message, pointer);

/** What the page at an entry's `id` says of the credential. */
export async function pageFinding(
  entry: JsonObject,
  pointer: string,
  { opened, world }: Examination,
): Promise<Finding> {
  const address = text(entry["id"]);
  const credential = text(opened.document["id"]);
  if (address === undefined) {
    return failed("status", "STATUS_MALFORMED", "want the address of the revocation list as an id", pointer);
  }
  if (credential === undefined) {
    const message = "the revocation list names credentials by id, and this one has none";
    return open("STATUS_UNSUPPORTED", message, pointer);
  }
  const got = await world.load(address);
  if (!got.ok) return open("STATUS_UNAVAILABLE", `the revocation list could not be had: ${got.reason}`, pointer);
  const page = object(got.value) ?? {};
  const revoked = listOf(page["revokedCredential"]);
  const found = revoked.find((one) => isRevocationOf(one, credential));
  if (found !== undefined) {
    const reason = text(object(found)?.["revocationReason"]);
    const why = reason === undefined ? "" : `, for the reason ${quoted(reason)}`;
    return failed("status", "REVOKED", `its issuer has revoked it${why}`, pointer);
  }
  const isList = typeof page["revokedCredential"] === "object" && page["revokedCredential"] !== null;
  if (!isList || !revoked.every((one) => idIn(one) !== undefined)) {
    return open("STATUS_LIST_INVALID", `want a list of "revokedCredential" at ${quoted(address)}`, pointer);
  }
  if (!isIssuers(page, address, issuerOf(opened.document) ?? "")) {
    const message = `nobody signed the revocation list at ${quoted(address)}, and nothing shows that it is the issuer's`;
    return open("STATUS_LIST_OTHER", message, pointer);
  }
  return passed("status", `not among the ${count(revoked.length, "credential")} on the issuer's revocation list`);
}
