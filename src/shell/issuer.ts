// The issuer with all that they issue by: settings, key, catalogue and frameworks, and what can be awarded from them.
import { type Offerings, offeringsOf } from "../flows/offering.ts";
import type { FrameworkFacts } from "../frameworks/facts.ts";
import type { Framework } from "../frameworks/framework.ts";
import { frameworkIndex } from "../frameworks/lookup.ts";
import { type Catalogue, readCatalogue } from "./catalogue.ts";
import { readFrameworksWithFacts } from "./framework-file.ts";
import { type PlacedSettings, requiredSettings, requireFiles } from "./settings.ts";
import { openSigning, type Signing, type SigningFlags } from "./signing.ts";

export interface IssuerFlags extends SigningFlags {
  readonly config?: string;
  readonly framework: readonly string[];
}

export interface Issuer {
  readonly settings: PlacedSettings;
  readonly signing: Signing;
  readonly catalogue: Catalogue;
  readonly frameworks: ReadonlyMap<Framework, FrameworkFacts>;
  readonly offerings: Offerings;
  /** The frameworks that something was awarded by so far. */
  readonly used: () => readonly (readonly [Framework, FrameworkFacts])[];
}

/** CASE files of the settings and of the flags, each once. */
const frameworkPaths = (settings: PlacedSettings, flags: Pick<IssuerFlags, "framework">): readonly string[] => [
  ...new Set([...settings.frameworks, ...flags.framework]),
];

/** Reads all of it, once, and throws what cannot be used. `note` takes what a registrar should know of the frameworks. */
export async function openIssuer(
  flags: IssuerFlags,
  voice: { readonly now: Date; readonly say: (line: string) => void },
  note: (sentence: string) => void,
): Promise<Issuer> {
  const settings = await requiredSettings(flags.config);
  requireFiles(settings, flags);
  const signing = await openSigning(settings, flags, voice);
  const catalogue = await readCatalogue(settings);
  const frameworks = await readFrameworksWithFacts(frameworkPaths(settings, flags));
  const used = new Set<Framework>();
  const offerings = offeringsOf({
    catalogue: catalogue.specs,
    images: catalogue.images,
    locate: catalogue.locate,
    index: frameworkIndex([...frameworks.keys()]),
    use: (framework) => used.add(framework),
    issuerId: signing.issuerId,
    now: voice.now,
    note,
  });
  return {
    ...{ settings, signing, catalogue, frameworks, offerings },
    used: () => [...frameworks].filter(([framework]) => used.has(framework)),
  };
}
