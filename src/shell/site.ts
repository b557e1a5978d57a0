// A folder for a web server: pages are written beside what stands there, and nothing of that is taken away.
import { join } from "node:path";
import { placed } from "../core/fault.ts";
import type { Json } from "../core/json.ts";
import { isObject, objectsOf, text } from "../core/json.ts";
import { byCode } from "../core/text.ts";
import { KINDS, type Page } from "../flows/site.ts";
import { fileExists, readJson, readText, writeWhole } from "./files.ts";

export const INDEX = "index.json";

/** What a page's file holds so far. */
export const before =
  (folder: string | undefined) =>
  async (path: string): Promise<Json | undefined> => {
    const file = folder === undefined ? undefined : join(folder, path);
    return file !== undefined && fileExists(file) ? readJson(file) : undefined;
  };

interface Listed {
  readonly path: string;
  readonly url: string;
  readonly type: string;
  readonly what: string;
}

/** The pages, and those of before that still stand there. */
async function indexOf(folder: string, pages: readonly Page[]): Promise<readonly Listed[]> {
  const index = await before(folder)(INDEX);
  const former = objectsOf(isObject(index) ? index["files"] : undefined).flatMap((entry): Listed[] => {
    const [path, url, type, what] = ["path", "url", "type", "what"].map((name) => text(entry[name]));
    if (path === undefined || url === undefined || type === undefined || what === undefined) return [];
    return pages.some((page) => page.path === path) || !fileExists(join(folder, path))
      ? []
      : [{ path, url, type, what }];
  });
  const made = pages.map(({ path, url, kind }) => ({ path, url, type: KINDS[kind].type, what: kind }));
  return [...made, ...former].sort((a, b) => byCode(a.path, b.path));
}

const [BEGIN, END] = ["# begin laurel", "# end laurel"];

/** A file that others may have written into: only what stands between laurel's own marks is replaced. */
async function between(file: string, body: string): Promise<string> {
  const block = `${BEGIN}\n${body}${END}\n`;
  const text = fileExists(file) ? await readText(file) : "";
  const [start, end] = [text.indexOf(`${BEGIN}\n`), text.indexOf(`${END}\n`)];
  if (start === -1 || end < start) return text + block;
  return text.slice(0, start) + block + text.slice(end + END.length + 1);
}

const addressOf = (path: string): string => `/${path.split("/").map(encodeURIComponent).join("/")}`;

/** For hosts that read `_headers`. Browsers may read every page, and nobody keeps a status list for long. */
const headersOf = (index: readonly Listed[]): string =>
  index
    .map(({ path, type }) => {
      const lines = [`Content-Type: ${type}`, "Access-Control-Allow-Origin: *", "Cache-Control: public, max-age=300"];
      return `${addressOf(path)}\n${lines.map((line) => `  ${line}\n`).join("")}`;
    })
    .join("");

/** For Apache. */
const accessOf = (index: readonly Listed[]): string =>
  index
    .map(({ path, type }) => {
      const pattern = addressOf(path).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      return `<If "%{REQUEST_URI} =~ m#^${pattern}$#">\n  ForceType ${type}\n</If>\n`;
    })
    .concat('<IfModule mod_headers.c>\n  Header set Access-Control-Allow-Origin "*"\n</IfModule>\n')
    .join("");

/** Writes what differs; gives the paths of what was written. */
export async function writeSite(
  folder: string,
  site: string | undefined,
  pages: readonly Page[],
): Promise<readonly string[]> {
  const index = await indexOf(folder, pages);
  const files: readonly (readonly [path: string, body: string])[] = [
    ...pages.map(({ path, body }) => [path, body] as const),
    [INDEX, `${JSON.stringify({ site: site ?? null, files: index }, null, 2)}\n`],
    ["_headers", await between(join(folder, "_headers"), headersOf(index))],
    [".htaccess", await between(join(folder, ".htaccess"), accessOf(index))],
    // Without it GitHub Pages leaves out what begins with a dot or an underscore.
    [".nojekyll", ""],
  ];
  const written: string[] = [];
  for (const [path, body] of files) {
    const file = join(folder, path);
    try {
      if (fileExists(file) && (await readText(file)) === body) continue;
      await writeWhole(file, body);
    } catch (error) {
      throw placed(error, { file });
    }
    written.push(path);
  }
  return written;
}
