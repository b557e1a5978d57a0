// achievements.yaml and the images beside it.
import { dirname, join } from "node:path";
import { isOpenable, OPENABLE } from "../core/address.ts";
import { type FaultFacts, FaultList } from "../core/fault.ts";
import { pointerTo } from "../core/json.ts";
import { oneOf, quoted } from "../core/text.ts";
import type { AchievementSpec } from "../model/achievement.ts";
import { CATALOGUE_SCHEMA, catalogueOf } from "../model/catalogue.ts";
import type { Settings } from "../model/settings.ts";
import { readDocument } from "../readers/document.ts";
import { locatedFault } from "../readers/located.ts";
import { fileSize, readBytes, readText } from "./files.ts";
import { fitting } from "./settings.ts";

/** An image goes into every credential of its achievement, so it has to be small. */
const LARGEST_IMAGE = 256 * 1024;

interface ImageType {
  readonly name: string;
  /** How such a file begins, or what is in it. */
  readonly mark: string;
}

const PNG: ImageType = { name: "image/png", mark: "\u0089PNG" };
const SVG: ImageType = { name: "image/svg+xml", mark: "<svg" };
const JPEG: ImageType = { name: "image/jpeg", mark: "\u00ff\u00d8\u00ff" };

const IMAGE_TYPES: Readonly<Record<string, ImageType>> = { png: PNG, svg: SVG, jpg: JPEG, jpeg: JPEG };

export interface Catalogue {
  readonly specs: readonly AchievementSpec[];
  /** Addresses or data: URLs by slug. */
  readonly images: ReadonlyMap<string, string>;
  /** Adds file, line and column to a fault that points into the catalogue. */
  readonly locate: (facts: FaultFacts) => FaultFacts;
}

/** Without a catalogue only CASE items can be awarded. */
const NO_CATALOGUE: Catalogue = { specs: [], images: new Map(), locate: (facts) => facts };

async function imageOf(image: string, folder: string): Promise<string | FaultFacts> {
  const refuse = (message: string): FaultFacts => ({ code: "CATALOGUE_INVALID", message });
  if (/^(https?|data|urn):/.test(image))
    return isOpenable(image) ? image : refuse(`want ${OPENABLE}, got ${quoted(image)}`);
  const file = join(folder, image);
  const type = IMAGE_TYPES[image.slice(image.lastIndexOf(".") + 1).toLowerCase()];
  if (type === undefined)
    return refuse(`want an image that ends in ${oneOf(Object.keys(IMAGE_TYPES))}, or an https address`);
  const size = await fileSize(file);
  if (size === undefined) return refuse(`there is no image ${file}`);
  if (size > LARGEST_IMAGE)
    return refuse(`want an image of at most ${LARGEST_IMAGE / 1024} KiB, got ${Math.ceil(size / 1024)} KiB`);
  const bytes = Buffer.from(await readBytes(file));
  if (!bytes.includes(type.mark, 0, "latin1")) return refuse(`want ${type.name} in ${file}, got something else`);
  return `data:${type.name};base64,${bytes.toString("base64")}`;
}

/** Throws every fault of the file together, each with line and column. */
export async function readCatalogue({ achievements: file }: Pick<Settings, "achievements">): Promise<Catalogue> {
  if (file === undefined) return NO_CATALOGUE;
  const document = await readDocument(await readText(file), file);
  const locate = (facts: FaultFacts) => locatedFault(facts, document);
  const { value: specs, faults } = catalogueOf(await fitting(document, CATALOGUE_SCHEMA, "CATALOGUE_INVALID"));
  const images = new Map<string, string>();
  const wrong: FaultFacts[] = [...faults];
  for (const [index, { slug, image }] of specs.entries()) {
    const read = image === undefined ? undefined : await imageOf(image, dirname(file));
    if (typeof read === "string") images.set(slug, read);
    else if (read !== undefined) wrong.push({ ...read, pointer: pointerTo(index, "image") });
  }
  if (wrong.length > 0) throw new FaultList(wrong.map(locate));
  return { specs, images, locate };
}
