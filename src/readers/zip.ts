// ZIP archives, in memory: the only door to fflate. A stranger's archive may be small and unpack into anything, so what
// it says of its sizes is summed up before a byte is unpacked, and no part grows beyond what it says.
import { fault } from "../core/fault.ts";

const LIMITS = { size: 128 * 1024 * 1024, parts: 2_000 };

/** The parts of an archive whose names are wanted. Throws WORKBOOK_INVALID. */
export async function unzip(
  bytes: Uint8Array,
  file: string,
  isWanted: (name: string) => boolean,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const { unzipSync } = await import("fflate");
  let [size, parts] = [0, 0];
  const filter = ({ name, originalSize }: { name: string; originalSize: number }): boolean => {
    parts += 1;
    if (isWanted(name)) size += originalSize;
    if (size > LIMITS.size || parts > LIMITS.parts) {
      throw fault(
        "FILE_TOO_LARGE",
        `want at most ${LIMITS.size / 1024 / 1024} MiB unpacked, in ${LIMITS.parts} parts`,
        {
          file,
        },
      );
    }
    return isWanted(name);
  };
  try {
    return new Map(Object.entries(unzipSync(bytes, { filter })));
  } catch (error) {
    if (error instanceof Error && "facts" in error) throw error;
    throw fault("WORKBOOK_INVALID", "want a workbook (.xlsx), got an archive that cannot be unpacked", {
      file,
      hint: "Open it in a spreadsheet program and save it again as .xlsx.",
    });
  }
}

/** The same parts give the same bytes: the archive carries no time. */
export async function zip(parts: Readonly<Record<string, string>>): Promise<Uint8Array> {
  const { strToU8, zipSync } = await import("fflate");
  const entries = Object.entries(parts).map(([name, text]) => [name, strToU8(text)] as const);
  return zipSync(Object.fromEntries(entries), { level: 6, mtime: new Date(1980, 0, 1) });
}
