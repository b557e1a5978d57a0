// A folder stands for the credential files in it: pictures only when something is baked into them, and only where asked.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { credentialFiles } from "../../src/shell/credential-file.ts";
import { withStorage } from "../../src/shell/storage.ts";
import { element, iTXt, png, svg } from "../readers/images.ts";

const folder = mkdtempSync(join(tmpdir(), "laurel-files-"));
const at = (...names: readonly string[]): string => join(folder, ...names);
mkdirSync(at("pictures"));
const FILES: Readonly<Record<string, string | Uint8Array>> = {
  "a.json": "{}",
  "b.jwt": "a.b.c",
  "c.png": png(iTXt("{}")),
  "d.svg": svg(element("{}")),
  "e.txt": "{}",
  ".hidden.json": "{}",
  "pictures/logo.png": png(),
  "pictures/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
  "pictures/old.png": png(iTXt("https://x.example/", { keyword: "openbadges" })),
};
for (const [name, content] of Object.entries(FILES)) writeFileSync(at(name), content);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a folder is its JSON and its tokens", async () => {
  expect(await credentialFiles([folder])).toEqual([at("a.json"), at("b.jwt")]);
});
test("and, for one who asks, the pictures that something is baked into", async () => {
  expect(await credentialFiles([folder], { within: true })).toEqual([
    at("a.json"),
    at("b.jwt"),
    at("c.png"),
    at("d.svg"),
    at("pictures", "old.png"),
  ]);
});
test("files stand in the order of their names by code unit, however many and whatever is in a name, by way of the disk too", async () => {
  const many = mkdtempSync(join(tmpdir(), "laurel-files-"));
  onTestFinished(() => rmSync(many, { recursive: true }));
  const odd = ["!", "!a", '"', "#", " ", "a\tb", "a\nb", "a b", "a!b", "é", "\u{1f600}", "\uff21", "Z", "z\u0001"];
  for (const name of odd) writeFileSync(join(many, `${name}.json`), "{}");
  for (let nth = 0; nth < 20_000; nth++) writeFileSync(join(many, `${"long".repeat(20)}-${nth % 100}-${nth}.json`), "");
  mkdirSync(join(many, "a.json"));
  writeFileSync(join(many, "a.json", "inner.json"), "{}");
  const wanted = readdirSync(many).sort();
  const found = await withStorage((storage) => credentialFiles([many], { storage }));
  const paths = wanted.map((name) => join(many, name === "a.json" ? "a.json/inner.json" : name));
  expect(found).toEqual(paths);
  expect(await credentialFiles([many])).toEqual(paths);
});
test("letter case is no matter, a link to a file is the file, and one to a folder is passed by", async () => {
  const other = join(folder, "others");
  mkdirSync(other);
  writeFileSync(join(other, "A.JSON"), "{}");
  writeFileSync(join(other, "B.PNG"), png(iTXt("{}")));
  symlinkSync(at("a.json"), join(other, "c.json"));
  symlinkSync(join(other, "e.json"), join(other, "d.json"));
  symlinkSync(join(other, "d.json"), join(other, "e.json"));
  symlinkSync(folder, join(other, "f.json"));
  const found = await credentialFiles([other], { within: true });
  rmSync(other, { recursive: true });
  expect(found).toEqual(["A.JSON", "B.PNG", "c.json"].map((name) => join(other, name)));
});
test("a file that is named is taken as it is", async () => {
  expect(await credentialFiles([at("pictures", "logo.png")])).toEqual([at("pictures", "logo.png")]);
});
test("a folder of mere pictures holds no credential files, and the message says what would be some", async () => {
  rmSync(at("pictures", "old.png"));
  await expect(credentialFiles([at("pictures")], { within: true })).rejects.toMatchObject({
    facts: { code: "FILE_MISSING", hint: expect.stringContaining(".png or .svg") },
  });
});
