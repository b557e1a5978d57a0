// manifest.csv, the registrar's list of what stands in the folder.
import { csvLine, inert } from "../core/csv.ts";
import { fault } from "../core/fault.ts";
import type { Issuance } from "../model/ledger.ts";
import { readCsv } from "../readers/csv.ts";
import { fileExists, readText, writeWhole } from "./files.ts";

export const MANIFEST_COLUMNS = [
  "line",
  "learner id",
  "credential id",
  "file",
  "sha256",
  "status index",
  "issued at",
] as const;
type ManifestColumn = (typeof MANIFEST_COLUMNS)[number];
type ManifestRow = Readonly<Record<string, string>>;

/** manifest.csv as it stands: what else somebody wrote into it is kept. */
export interface Manifest {
  readonly file: string;
  readonly columns: readonly string[];
  /** By credential id. */
  readonly rows: ReadonlyMap<string, ManifestRow>;
}

/** Read before anything is signed, because a batch whose manifest is unreadable should not be half done. */
export async function readManifest(file: string): Promise<Manifest> {
  if (!fileExists(file)) return { file, columns: MANIFEST_COLUMNS, rows: new Map() };
  const { columns, rows } = await readCsv(await readText(file), file);
  const names = columns.map(({ name }) => name);
  const lacks = MANIFEST_COLUMNS.find((name) => !names.includes(name));
  if (lacks !== undefined) {
    throw fault("CSV_INVALID", `want the manifest that laurel wrote, got a table without the column "${lacks}"`, {
      file,
      line: 1,
      hint: "Move the file away, and laurel writes a new one.",
    });
  }
  const known = rows.map(({ cells }) => Object.fromEntries(cells.map((cell) => [cell.name, cell.text])));
  return {
    file,
    columns: [...MANIFEST_COLUMNS, ...names.filter((name) => !MANIFEST_COLUMNS.some((own) => own === name))],
    rows: new Map(known.map((row) => [row["credential id"] ?? "", row])),
  };
}

/** The manifest with what a run made or met; what stood there for the same credential is replaced. */
export function withIssuances(before: Manifest, issuances: Iterable<Issuance>): Manifest {
  const rows = new Map(before.rows);
  for (const { line, learner, id, file, sha256, status, did, at } of issuances) {
    const known = rows.get(id);
    const own: Record<ManifestColumn, string> = {
      line: String(line),
      "learner id": inert(learner),
      "credential id": id,
      file,
      sha256,
      "status index": status?.[0]?.index ?? known?.["status index"] ?? "",
      "issued at": did === "found" ? (known?.["issued at"] ?? at) : at,
    };
    rows.set(id, { ...known, ...own });
  }
  return { ...before, rows };
}

/** Written whole, unless it stands there just so. */
export async function writeManifest({ file, columns, rows }: Manifest, tag: string): Promise<void> {
  const lines = [...rows.values()].map((row) => csvLine(columns.map((name) => row[name] ?? "")));
  const body = csvLine(columns) + lines.join("");
  if (fileExists(file) && (await readText(file)) === body) return;
  await writeWhole(file, body, { tag, durable: true });
}
