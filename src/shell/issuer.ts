// The issuer with all that they issue by: settings, key, catalogue and frameworks, and what can be awarded from them.
import { type Offerings, offeringsOf } from "../flows/offering.ts";
import type { Framework } from "../frameworks/framework.ts";
import { frameworkIndex } from "../frameworks/lookup.ts";
import { type Catalogue, readCatalogue } from "./catalogue.ts";
import { readFrameworks } from "./framework-file.ts";
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
  readonly frameworks: readonly Framework[];
  readonly offerings: Offerings;
}

/** CASE files of the settings and of the flags, each once. */
export const frameworkPaths = (settings: PlacedSettings, flags: Pick<IssuerFlags, "framework">): readonly string[] => [
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
  const frameworks = await readFrameworks(frameworkPaths(settings, flags));
  const offerings = offeringsOf({
    catalogue: catalogue.specs,
    images: catalogue.images,
    locate: catalogue.locate,
    index: frameworkIndex(frameworks),
    issuerId: signing.issuerId,
    now: voice.now,
    note,
  });
  return { settings, signing, catalogue, frameworks, offerings };
}
