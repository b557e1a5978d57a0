// What goes to the registry: enough to run, and nothing else.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, symlinkSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { VERSION } from "../src/version.ts";
import { desk } from "./desk.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const description = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  readonly bin: Readonly<Record<string, string>>;
  readonly version: string;
  readonly exports: Readonly<Record<"types" | "default", string>>;
  readonly dependencies: Readonly<Record<string, string>>;
};

/** Packages named by the import statements and import() calls of a compiled file. */
const IMPORTS = /(?:^import [^"'`;]*?from |^import |\bimport\()"([^".][^"\s]*)"/gm;

/** The files that they name, but in comments. */
const INSIDE = /(?:^(?:import|export) [^"'`;]*?from |^import |(?:await|=>) import\()"(\.[^"]+)"/gm;

describe("the package", () => {
  const packed = spawnSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { cwd: root, encoding: "utf8" });
  const [{ files = [] } = {}] = JSON.parse(packed.stdout) as { files?: { path: string }[] }[];
  const paths = files.map(({ path }) => path);

  it("holds the program, the library, the licence and the notice", () => {
    const wanted = [
      ...Object.values(description.bin),
      ...Object.values(description.exports).map((path) => path.replace("./", "")),
      "LICENSE",
      "NOTICE",
      "README.md",
      "dist/program/cli.js",
      "dist/program/LICENSES",
    ];
    expect(paths).toEqual(expect.arrayContaining(wanted));
  });

  it("has the version that laurel says it has", () => {
    expect(VERSION).toBe(description.version);
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
      .filter((name) => !isBuiltin(name))
      .map((name) => (name.startsWith("@") ? name.split("/").slice(0, 2).join("/") : (name.split("/")[0] ?? "")));
    expect([...new Set(outside)].filter((name) => description.dependencies[name] === undefined)).toEqual([]);
  });

  it("holds every file that a file of it imports", () => {
    const missing = paths
      .filter((path) => /\.(js|d\.ts)$/.test(path))
      .flatMap((path) =>
        [...readFileSync(`${root}${path}`, "utf8").matchAll(INSIDE)].map(([, name = ""]) =>
          join(dirname(path), path.endsWith(".d.ts") ? name.replace(/\.(ts|js)$/, ".d.ts") : name),
        ),
      )
      .filter((path) => !paths.includes(path));
    // Where the program is not there, it is built; what builds it stays in the checkout.
    expect([...new Set(missing)]).toEqual(["bin/ready.js"]);
  });

  it("issues and verifies by itself, from the command line and as a library", async () => {
    const one = desk({ "roster.csv": "id,achievement,awarded\n0012,soil-101,2026-05-29\n" });
    for (const path of paths) cpSync(`${root}${path}`, one.at("laurel", path));
    symlinkSync(`${root}node_modules`, one.at("laurel/node_modules"), "dir");
    const run = (...args: readonly string[]) =>
      spawnSync(process.execPath, [one.at("laurel/bin/laurel.js"), ...args, "--offline"], {
        cwd: one.folder,
        encoding: "utf8",
      });
    expect(run("issue", "roster.csv").stdout).toBe("1 issued, 0 unchanged, 0 failed: credentials\n");
    expect(run("verify", "credentials").stdout).toMatch(/^valid /);
    const library: typeof import("../src/index.ts") = await import(
      pathToFileURL(one.at("laurel", description.exports.default)).href
    );
    const text = one.read("credentials/soil-101/0012.json");
    const report = await library.examine(text, {
      now: new Date(),
      keys: [],
      load: async () => ({ ok: false, reason: "" }),
    });
    expect(report.verdict).toBe("valid");
    expect(existsSync(one.at("laurel/dist/cli.js"))).toBe(false);
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
