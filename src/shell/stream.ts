// A batch in one file instead of a folder: NDJSON, a credential to a line, for object stores and for whatever reads on.
import { fault } from "../core/fault.ts";
import { isObject, type Json, text } from "../core/json.ts";
import type { Store } from "../flows/issue.ts";
import { sha256 } from "../model/ledger.ts";
import { documentIn } from "../proofs/stored.ts";
import { readSpan } from "./files.ts";
import { type Appender, appending, linesOf } from "./lines.ts";

/** A line: the name that the file would have, the credential's id, the hash of that file, and what would stand in it. */
export function streamLine(path: string, body: string): string {
  const credential: Json = body.startsWith("{") ? (JSON.parse(body) as Json) : body.trimEnd();
  return `${JSON.stringify({ file: path, id: documentIn(body)?.["id"] ?? null, sha256: sha256(body), credential })}\n`;
}

/** The text of the file that a line stands for; a stranger's line is parsed strictly, for it may say two things. */
export function bodyIn(
  line: string,
  parse: (source: string) => Json = JSON.parse,
): { readonly path: string; readonly body: string } | undefined {
  let value: Json;
  try {
    value = parse(line);
  } catch {
    return undefined;
  }
  const path = isObject(value) ? text(value["file"]) : undefined;
  const credential = isObject(value) ? value["credential"] : undefined;
  if (path === undefined || credential === undefined) return undefined;
  return { path, body: `${typeof credential === "string" ? credential : JSON.stringify(credential, null, 2)}\n` };
}

export interface StreamStore extends Store {
  readonly close: () => Promise<void>;
}

/** Lines are only ever added; of two with one name the later one counts. */
export function streamStore(file: string): StreamStore {
  interface Spot {
    readonly from: number;
    readonly end: number;
  }
  let spots: Map<string, Spot> | undefined;
  let size = 0;
  let appender: Appender | undefined;
  let kept = 0;

  const known = async (): Promise<Map<string, Spot>> => {
    if (spots !== undefined) return spots;
    const found = new Map<string, Spot>();
    let line = 0;
    for await (const { text: source, end } of linesOf(file)) {
      line += 1;
      const read = bodyIn(source);
      if (read === undefined) {
        throw fault("FILE_UNREADABLE", "want a line that laurel wrote, got something else", { file, line });
      }
      found.set(read.path, { from: size, end });
      size = end;
    }
    spots = found;
    return found;
  };
  const read = async (path: string): Promise<string> => {
    const spot = (await known()).get(path);
    if (spot === undefined) throw fault("FILE_MISSING", `no line holds ${path}`, { file });
    return bodyIn(new TextDecoder().decode(readSpan(file, spot.from, spot.end)))?.body ?? "";
  };
  return {
    names: async function* (folder) {
      for (const path of (await known()).keys()) if (path.startsWith(`${folder}/`)) yield path.slice(folder.length + 1);
    },
    read,
    write: async (path, body) => {
      const found = await known();
      appender ??= await appending(file, size);
      const line = streamLine(path, body);
      await appender.append(line);
      const end = size + Buffer.byteLength(line);
      found.set(path, { from: size, end });
      size = end;
    },
    keep: async (path) => {
      if (kept !== size) await appender?.keep();
      kept = size;
      return read(path);
    },
    where: (path) => `${file} (${path})`,
    ordered: true,
    close: async () => {
      await appender?.close();
      appender = undefined;
    },
  };
}
