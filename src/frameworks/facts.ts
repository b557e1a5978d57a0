// Which framework it was: enough to say later what an alignment in a badge meant when it was issued.
import { createHash } from "node:crypto";
import { compact } from "../core/json.ts";
import { printable, quoted } from "../core/text.ts";
import type { Framework } from "./framework.ts";

export interface FrameworkFacts {
  /** As the registrar named it. */
  readonly file: string;
  readonly identifier: string;
  readonly title: string;
  readonly version?: string;
  /** When the framework was last changed, as it says itself. */
  readonly date?: string;
  /** Of the file's bytes, in hexadecimal. */
  readonly sha256: string;
}

export function frameworkFacts({ file = "", document }: Framework, bytes: Uint8Array): FrameworkFacts {
  const { identifier, title, version, lastChangeDateTime } = document;
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return compact({ file, identifier, title, version, date: lastChangeDateTime, sha256 }) as FrameworkFacts;
}

/** The facts in a line, with who made the framework and under which licence. */
export function factsLine({ file, title, version, date, sha256 }: FrameworkFacts, { document }: Framework): string {
  const { creator, licence } = document;
  const said = [
    version === undefined ? undefined : `version ${quoted(version)}`,
    date === undefined ? undefined : `of ${date.slice(0, 10)}`,
    creator === undefined ? undefined : `by ${quoted(creator)}`,
    licence === undefined ? undefined : `licence ${quoted(licence.title)}`,
    `file ${quoted(file)}`,
    `sha256 ${sha256.slice(0, 16)}…`,
  ];
  return `framework ${quoted(title)}: ${said.filter((part) => part !== undefined).join(", ")}`;
}

/** What a record of a batch keeps of a framework; its title and file it may change without being another. */
export type FrameworkRecord = Omit<FrameworkFacts, "file" | "title">;

/** The facts in a cell of a table: `identifier=… version=… date=… sha256=…`, with ` + ` between frameworks. */
export const factsCell = (frameworks: readonly FrameworkRecord[]): string =>
  frameworks
    .map(({ identifier, version, date, sha256 }) =>
      Object.entries(compact({ identifier, version, date, sha256 }))
        .map(([name, value]) => `${name}=${printable(String(value))}`)
        .join(" "),
    )
    .join(" + ");
