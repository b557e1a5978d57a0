// The direction of imports between the rooms of src, and the one door to each package.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const src = fileURLToPath(new URL("../src/", import.meta.url));

/** Each room may import from itself and from the rows above its own. */
const LEVELS: readonly (readonly string[])[] = [
  ["core", "version.ts"],
  ["frameworks"],
  ["model"],
  ["readers", "contexts", "schemas", "dids"],
  ["rdf"],
  ["proofs", "checks", "outputs"],
  ["flows"],
  ["index.ts"],
  ["shell"],
  ["commands"],
  ["cli.ts"],
];

/** Rooms of one level that lean on each other in one direction all the same. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  schemas: ["contexts"],
  dids: [],
  checks: ["proofs"],
  outputs: ["proofs"],
};

const DOORS: Readonly<Record<string, readonly string[]>> = {
  ajv: ["schemas/compile.ts"],
  chalk: ["commands/terminal.ts"],
  "csv-parse": ["readers/delimited.ts"],
  fflate: ["readers/zip.ts"],
  jsonld: ["rdf/reference.ts"],
  jose: ["shell/key-file.ts"],
  yaml: ["readers/yaml.ts"],
};

const files = readdirSync(src, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.name.endsWith(".d.ts"))
  .map((entry) => relative(src, join(entry.parentPath, entry.name)));

const importsOf = (file: string): readonly string[] =>
  [...readFileSync(join(src, file), "utf8").matchAll(/(?:from|import\()\s*"([^"]+)"/g)].map(([, name = ""]) => name);

/** Types leave no trace in what runs. */
const loadsOf = (file: string): readonly string[] =>
  [...readFileSync(join(src, file), "utf8").matchAll(/^(?!import type ).*?(?:from|import\()\s*"([^"]+)"/gm)].map(
    ([, name = ""]) => name,
  );

const roomOf = (file: string): string => file.split("/", 1)[0] ?? file;
const levelOf = (room: string): number => LEVELS.findIndex((rooms) => rooms.includes(room));

describe("the rooms of src", () => {
  it("are all on the list", () => {
    expect(files.filter((file) => levelOf(roomOf(file)) === -1)).toEqual([]);
  });

  it("import only from themselves and from the rooms below them", () => {
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .filter((name) => name.startsWith("."))
        .map((name) => relative(src, join(src, dirname(file), name)))
        .filter((target) => {
          const [from, to] = [roomOf(file), roomOf(target)];
          return from !== to && levelOf(to) >= levelOf(from) && ALSO[from]?.includes(to) !== true;
        })
        .map((target) => `${file} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it("open one door to each heavy package", () => {
    for (const [name, doors] of Object.entries(DOORS)) {
      const through = files.filter((file) => loadsOf(file).some((one) => one === name || one.startsWith(`${name}/`)));
      expect(
        through.filter((file) => !doors.includes(file)),
        name,
      ).toEqual([]);
      expect(through.length, name).toBeGreaterThan(0);
    }
  });

  it("keep every file to one noun's length", () => {
    const long = files.filter((file) => readFileSync(join(src, file), "utf8").split("\n").length > 251);
    expect(long).toEqual([]);
  });
});
