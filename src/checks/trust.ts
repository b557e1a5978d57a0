// trust: the issuer is one of those that the verifier's own lists name. Without a list nothing is said: whose key it is
// has been shown, not whose name it bears.
import { type Finding, failed, passed, skipped, unknown } from "../core/finding.ts";
import { instantOf } from "../core/instant.ts";
import { type JsonObject, text } from "../core/json.ts";
import { quoted } from "../core/text.ts";
import type { TrustedIssuer, TrustList } from "../model/trust.ts";
import type { Check, Examination } from "./examination.ts";
import { issuerOf } from "./issuer.ts";
import { isPublicKey } from "./public-keys.ts";
import { type Claimed, entriesFor, type Refusal, refusalOf } from "./trust-match.ts";
import { askRegistry } from "./trust-registry.ts";

interface Entry {
  readonly entry: TrustedIssuer;
  /** The list and how to know it again. */
  readonly source: string;
}

const shortly = ({ name, date, sha256 }: TrustList): string =>
  `${quoted(name)} (${date === undefined ? "" : `of ${date.slice(0, 10)}, `}sha256 ${sha256.slice(0, 12)})`;

/** Every entry for the issuer, in the order of the lists, and the registries that could not be asked. */
async function entriesOf(
  lists: readonly TrustList[],
  issuer: string,
  { world }: Examination,
): Promise<{ readonly entries: readonly Entry[]; readonly unasked: readonly string[] }> {
  const entries: Entry[] = [];
  const unasked: string[] = [];
  for (const list of lists) {
    const source = shortly(list);
    entries.push(...entriesFor(list, issuer).map((entry) => ({ entry, source })));
    for (const registry of list.registries) {
      const content = await askRegistry(registry, issuer, world.load);
      if (content === undefined) unasked.push(registry.name);
      else {
        const date = content.date === undefined ? "" : ` of ${content.date.slice(0, 10)}`;
        const where = `${quoted(registry.name)}${date}, by ${source}`;
        entries.push(...entriesFor(content, issuer).map((entry) => ({ entry, source: where })));
      }
    }
  }
  return { entries, unasked };
}

/** When the credential says it was issued: the award's date may lie before the version's. */
const issuedAt = (document: JsonObject): number | undefined =>
  instantOf(text(document["validFrom"]) ?? text(document["issuanceDate"]) ?? "");

const REFUSALS: Readonly<Record<Refusal, (source: string) => Finding>> = {
  key: (source) =>
    failed("trust", "KEY_NOT_PINNED", `it is signed with a key that ${source} does not name for its issuer`),
  dates: (source) =>
    failed("trust", "ISSUER_OUT_OF_DATES", `it was issued outside the time for which ${source} names its issuer`),
  stale: (source) =>
    unknown("trust", "TRUST_STALE", `what ${source} says of its issuer is over; get the statements anew`),
};

function judge(entries: readonly Entry[], claimed: Claimed): Finding | undefined {
  const judged = entries.map(({ entry, source }) => ({ entry, source, refusal: refusalOf(entry, claimed) }));
  const good = judged.find(({ refusal }) => refusal === undefined);
  if (good !== undefined) {
    const name = good.entry.name === undefined ? "listed" : `listed as ${quoted(good.entry.name)}`;
    return passed("trust", `${name} in ${good.source}`);
  }
  const [first] = judged;
  return first?.refusal === undefined ? undefined : REFUSALS[first.refusal](first.source);
}

export const trustCheck: Check = {
  ids: ["trust"],
  after: ["shape", "context", "type", "proof.signature", "proof.key"],
  async run(examination) {
    const { opened, world, used } = examination;
    if (world.trust === undefined) {
      return [
        skipped("trust", "NOT_ASKED", "no list of trusted issuers was given; the issuer's name is its own claim"),
      ];
    }
    if (opened.kind === "presentation") {
      return [skipped("trust", "NOT_APPLICABLE", "a presentation has no issuer; each credential in it is asked about")];
    }
    const issuer = issuerOf(opened.document) ?? "";
    if ([...used].some(isPublicKey)) {
      const message = "the private half of its key is published, so that anybody may have signed it";
      return [failed("trust", "KEY_PUBLIC", message, "/issuer")];
    }
    const { entries, unasked } = await entriesOf(world.trust, issuer, examination);
    const claimed: Claimed = { issued: issuedAt(opened.document), keys: used, now: world.now.getTime() };
    const finding = judge(entries, claimed);
    if (finding?.status === "passed") return [finding];
    if (unasked.length > 0) {
      const message = `a registry could not be asked about its issuer: ${unasked.map((name) => quoted(name)).join(", ")}`;
      return [unknown("trust", "TRUST_UNAVAILABLE", message, "/issuer")];
    }
    const message = `the issuer ${quoted(issuer)} is on none of the lists that you gave`;
    return [finding ?? failed("trust", "ISSUER_NOT_TRUSTED", message, "/issuer")];
  },
};
