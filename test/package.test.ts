// What goes to the registry: enough to run, and nothing else.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const description = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: string;
  readonly dependencies: Readonly<Record<string, string>>;
};

/** Packages named by the import statements and import() calls of a compiled file. */
const IMPORTS = /(?:^import [^"'`;]*?from |^import |\bimport\()"([^".][^"\s]*)"/gm;

describe("the package", () => {
  const packed = spawnSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { cwd: root, encoding: "utf8" });
  const [{ files = [] } = {}] = JSON.parse(packed.stdout) as { files?: { path: string }[] }[];
  const paths = files.map(({ path }) => path);

  it("holds the program, the library, the licence and the notice", () => {
    const wanted = [
      ...Object.values(description.bin),
      description.exports.replace("./", ""),
      "LICENSE",
      "NOTICE",
      "README.md",
    ];
    expect(paths).toEqual(expect.arrayContaining([...wanted, "dist/cli.js"]));
  });

  it("holds no tests, fixtures or keys", () => {
    const foreign = paths.filter(
      (path) => !/^(dist\/|bin\/laurel\.js$|LICENSE$|NOTICE$|README\.md$|package\.json$)/.test(path),
    );
    expect(foreign).toEqual([]);
  });

  it("imports at run time only what it depends on", () => {
    const outside = paths
      .filter((path) => path.startsWith("dist/") && path.endsWith(".js"))
      .flatMap((path) => [...readFileSync(`${root}${path}`, "utf8").matchAll(IMPORTS)])
      .map(([, name = ""]) => name)
      .filter((name) => !name.startsWith("node:"))
      .map((name) => (name.startsWith("@") ? name.split("/").slice(0, 2).join("/") : (name.split("/")[0] ?? "")));
    expect([...new Set(outside)].filter((name) => description.dependencies[name] === undefined)).toEqual([]);
  });

  it("depends on nothing that runs a script when it is installed", () => {
    const lock = JSON.parse(readFileSync(`${root}package-lock.json`, "utf8")) as {
      packages: Record<string, { hasInstallScript?: boolean; dev?: boolean; optional?: boolean }>;
    };
    const scripts = Object.entries(lock.packages).filter(
      ([path, { hasInstallScript, dev, optional }]) =>
        path !== "" && hasInstallScript === true && dev !== true && optional !== true,
    );
    expect(scripts).toEqual([]);
  });
});
