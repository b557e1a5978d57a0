// manifest.csv, the registrar's list of what stands in the folder.
import { csvLine, inert } from "../core/csv.ts";
import { fault } from "../core/fault.ts";
import { grouped, numberKey, type Storage, valuesOf } from "../core/storage.ts";
import { factsCell } from "../frameworks/facts.ts";
import type { Issuance, RunFacts } from "../model/ledger.ts";
import { openCsv } from "../readers/csv.ts";
import { fileExists, holdsPieces, writePieces } from "./files.ts";
import { inPieces, openText } from "./text-file.ts";

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
/** Behind all others, and only where a run had a framework: the frameworks that a credential was issued by. */
const FRAMEWORKS = "frameworks";
type ManifestRow = Readonly<Record<string, string>>;

async function openManifest(file: string) {
  const { columns, records, rowOf } = await openCsv(openText(file).pieces, file);
  const names = columns.map(({ name }) => name);
  const lacks = MANIFEST_COLUMNS.find((name) => !names.includes(name));
  if (lacks !== undefined) {
    throw fault("CSV_INVALID", `want the manifest that laurel wrote, got a table without the column "${lacks}"`, {
      file,
      line: 1,
      hint: "Move the file away, and laurel writes a new one.",
    });
  }
  const rows = (async function* (): AsyncGenerator<ManifestRow> {
    for await (const record of records)
      yield Object.fromEntries(rowOf(record).cells.map((cell) => [cell.name, cell.text]));
  })();
  return { others: names.filter((name) => !MANIFEST_COLUMNS.some((own) => own === name)), rows };
}

/** The rows of a manifest as they stand, with whatever else somebody wrote into it; none where there is no manifest. */
export async function* manifestRows(file: string): AsyncGenerator<ManifestRow> {
  if (fileExists(file)) yield* (await openManifest(file)).rows;
}

/** What a row says after a run that made or met its credential. */
function rowOf(
  known: ManifestRow | undefined,
  { line, learner, id, file, sha256, status, did, at }: Issuance,
  frameworks: string,
): ManifestRow {
  const isKnown = did === "found" && known !== undefined;
  const own: Record<ManifestColumn | typeof FRAMEWORKS, string> = {
    line: String(line),
    "learner id": inert(learner),
    "credential id": id,
    file,
    sha256,
    "status index": status?.[0]?.index ?? known?.["status index"] ?? "",
    "issued at": isKnown ? (known["issued at"] ?? at) : at,
    [FRAMEWORKS]: isKnown ? (known[FRAMEWORKS] ?? "") : frameworks,
  };
  return { ...known, ...own };
}

interface Numbered {
  readonly number: number;
  readonly row?: ManifestRow;
  readonly issuance?: Issuance;
}

/** What a person wrote there may be anything. */
const keyOf = (id: string): string => JSON.stringify(id);

/** The rows of before in their order, and behind them what is new. */
async function merged(
  rows: AsyncIterable<ManifestRow>,
  issuances: Iterable<Issuance>,
  frameworks: string,
  storage: Storage,
) {
  const byId = storage.sorter<Numbered>();
  let number = 0;
  for await (const row of rows) byId.add(keyOf(row["credential id"] ?? ""), { number: number++, row });
  for (const issuance of issuances) byId.add(keyOf(issuance.id), { number: number++, issuance });
  const inOrder = storage.sorter<ManifestRow>();
  for (const [, [first, ...others]] of grouped(byId)) {
    if (first === undefined) continue;
    let row: ManifestRow | undefined;
    for (const one of [first, ...others])
      row = one.issuance === undefined ? one.row : rowOf(row, one.issuance, frameworks);
    if (row !== undefined) inOrder.add(numberKey(first.number), row);
  }
  return valuesOf(inOrder);
}

/** Puts into the manifest what a run made or met. It is written whole, unless it stands there just so. */
export async function updateManifest(
  file: string,
  run: Pick<RunFacts, "frameworks">,
  issuances: Iterable<Issuance>,
  tag: string,
  storage: Storage,
): Promise<void> {
  const isThere = fileExists(file);
  const { others, rows } = isThere ? await openManifest(file) : { others: [], rows: manifestRows(file) };
  const frameworks = factsCell(run.frameworks);
  const isMore = frameworks !== "" && !others.includes(FRAMEWORKS);
  const columns = [...MANIFEST_COLUMNS, ...others, ...(isMore ? [FRAMEWORKS] : [])];
  const lines = storage.pile<string>();
  lines.add(csvLine(columns));
  for (const row of await merged(rows, issuances, frameworks, storage))
    lines.add(csvLine(columns.map((name) => row[name] ?? "")));
  if (isThere && (await holdsPieces(file, lines))) return;
  await writePieces(file, inPieces(lines), { tag, durable: "name" });
}
