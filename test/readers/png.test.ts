// PNG images with a credential in them: what is read, and what is made of images that no honest program writes.
import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Baked } from "../../src/readers/baked.ts";
import { bakedInPng, isPng } from "../../src/readers/png.ts";
import { chunk, END, HEADER, iTXt, PIXELS, png, SIGNATURE } from "./images.ts";

const JSON_TEXT = '{"name":"Schweißen"}';
const codeOf = (baked: Baked): string => (baked.ok ? "read" : baked.code);

describe("an honest PNG", () => {
  test("gives the text of its credential, and the standard that it is baked by", () => {
    expect(bakedInPng(png(iTXt(JSON_TEXT)))).toEqual({ ok: true, as: "Open Badges 3.0", text: JSON_TEXT });
    expect(bakedInPng(png(iTXt("a.b.c", { keyword: "clrcredential" })))).toMatchObject({
      as: "CLR 2.0",
      text: "a.b.c",
    });
  });
  test("may have it before its pixels, with a language and a translated keyword", () => {
    const early = Buffer.concat([
      SIGNATURE,
      HEADER,
      iTXt(JSON_TEXT, { language: "de", translated: "Nachweis" }),
      PIXELS,
      END,
    ]);
    expect(bakedInPng(early)).toMatchObject({ ok: true, text: JSON_TEXT });
  });
  test("may have texts about other things", () => {
    const other = [
      chunk("tEXt", "Software\0GIMP"),
      iTXt("x", { keyword: "XML:com.adobe.xmp" }),
      chunk("zTXt", "a\0\0x"),
    ];
    expect(bakedInPng(png(...other, iTXt(JSON_TEXT)))).toMatchObject({ ok: true, text: JSON_TEXT });
    expect(codeOf(bakedInPng(png(...other)))).toBe("IMAGE_EMPTY");
  });
  test("that a program compressed is read, and it is said", () => {
    expect(bakedInPng(png(iTXt(JSON_TEXT, { flag: 1 })))).toMatchObject({ text: JSON_TEXT, note: "compressed" });
  });
  test("with an assertion of Open Badges 2.0 is named as such, in either kind of chunk", () => {
    for (const old of [
      iTXt("https://x.example/a", { keyword: "openbadges" }),
      chunk("tEXt", "openbadges\0https://x.example/a"),
    ]) {
      expect(bakedInPng(png(old))).toEqual({ ok: true, as: "Open Badges 2.0", text: "https://x.example/a" });
      expect(bakedInPng(png(old, iTXt(JSON_TEXT)))).toMatchObject({ as: "Open Badges 3.0", text: JSON_TEXT });
    }
  });
  test("ends at its end: what follows is no part of it", () => {
    const joined = (...parts: readonly Buffer[]) => bakedInPng(Buffer.concat(parts));
    expect(codeOf(joined(png(), iTXt(JSON_TEXT), END))).toBe("IMAGE_EMPTY");
    expect(joined(png(iTXt(JSON_TEXT)), iTXt("other"), END)).toMatchObject({ text: JSON_TEXT });
  });
});

describe("an image that no honest program writes", () => {
  const cases: readonly (readonly [title: string, image: Uint8Array, code: string])[] = [
    ["two credentials", png(iTXt("a"), iTXt("b")), "IMAGE_CROWDED"],
    ["the same credential twice", png(iTXt("a"), iTXt("a")), "IMAGE_CROWDED"],
    ["a badge and a record", png(iTXt("a"), iTXt("b", { keyword: "clrcredential" })), "IMAGE_CROWDED"],
    [
      "a sound credential beside one in a chunk of another kind",
      png(iTXt("a"), chunk("tEXt", "openbadgecredential\0b")),
      "IMAGE_CROWDED",
    ],
    [
      "two assertions of Open Badges 2.0",
      png(iTXt("a", { keyword: "openbadges" }), iTXt("b", { keyword: "openbadges" })),
      "IMAGE_CROWDED",
    ],
    ["a credential in plain text", png(chunk("tEXt", "openbadgecredential\0{}")), "IMAGE_DAMAGED"],
    [
      "a credential in plain text, put together like international text",
      png(chunk("tEXt", "openbadgecredential\0\0\0\0\0{}")),
      "IMAGE_DAMAGED",
    ],
    [
      "a credential in compressed text",
      png(chunk("zTXt", Buffer.concat([Buffer.from("openbadgecredential\0\0"), deflateSync("{}")]))),
      "IMAGE_DAMAGED",
    ],
    [
      "a checksum that does not fit",
      png(chunk("iTXt", "openbadgecredential\0\0\0\0\0{}", { crc: 1 })),
      "IMAGE_DAMAGED",
    ],
    ["a checksum elsewhere that does not fit", png(chunk("tIME", "1234567", { crc: 1 }), iTXt("{}")), "IMAGE_DAMAGED"],
    ["a length beyond the file", png(chunk("iTXt", "x", { length: 1000 })), "IMAGE_DAMAGED"],
    ["a length of four gigabytes", png(chunk("iTXt", "x", { length: 0xffffffff })), "IMAGE_DAMAGED"],
    ["a length of two gigabytes", png(chunk("iTXt", "x", { length: 0x7fffffff })), "IMAGE_DAMAGED"],
    ["no end", Buffer.concat([SIGNATURE, HEADER, PIXELS, iTXt("{}")]), "IMAGE_DAMAGED"],
    ["no header", Buffer.concat([SIGNATURE, iTXt("{}"), END]), "IMAGE_DAMAGED"],
    ["nothing but its signature", SIGNATURE, "IMAGE_DAMAGED"],
    [
      "line endings that were changed",
      Buffer.concat([Buffer.from("\x89PNG\n\x1a\n", "latin1"), HEADER, END]),
      "IMAGE_DAMAGED",
    ],
    ["text in another encoding", png(iTXt(Buffer.from([0xff, 0xfe, 0x7b]))), "IMAGE_DAMAGED"],
    ["an unknown compression", png(iTXt("{}", { method: 1 })), "IMAGE_DAMAGED"],
    ["a compression flag of two", png(iTXt("{}", { flag: 2 })), "IMAGE_DAMAGED"],
    ["compressed rubbish", png(chunk("iTXt", "openbadgecredential\0\x01\0\0\0rubbish")), "IMAGE_DAMAGED"],
    ["a chunk that ends in its keyword", png(chunk("iTXt", "openbadgecredential\0")), "IMAGE_DAMAGED"],
    ["a chunk that ends in its language", png(chunk("iTXt", "openbadgecredential\0\0\0de")), "IMAGE_DAMAGED"],
    ["a keyword without an end", png(chunk("iTXt", "openbadgecredential")), "IMAGE_EMPTY"],
    ["a keyword longer than keywords are", png(chunk("iTXt", `${"x".repeat(200)}\0\0\0\0\0{}`)), "IMAGE_EMPTY"],
    ["a keyword in capitals", png(iTXt("{}", { keyword: "OpenBadgeCredential" })), "IMAGE_EMPTY"],
  ];
  test.each(cases)("%s", (_title, image, code) => {
    expect(codeOf(bakedInPng(image))).toBe(code);
  });

  test("cut off at any byte is damaged, never read and never an error", () => {
    const whole = png(iTXt(JSON_TEXT));
    for (let length = SIGNATURE.length; length < whole.length; length += 1) {
      expect(codeOf(bakedInPng(whole.subarray(0, length)))).toBe("IMAGE_DAMAGED");
    }
  });
  test("with any one byte of a chunk changed gives no other text", () => {
    const whole = png(iTXt(JSON_TEXT));
    for (let at = 0; at < whole.length; at += 1) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(bakedInPng(changed).ok, `byte ${at}`).toBe(false);
    }
  });
  test("a bomb is not unpacked beyond a megabyte", () => {
    const bomb = deflateSync(Buffer.alloc(64 * 1024 * 1024), { level: 9 });
    const head = Buffer.from("openbadgecredential\0\x01\0\0\0", "latin1");
    const before = process.memoryUsage().arrayBuffers;
    const read = bakedInPng(png(chunk("iTXt", Buffer.concat([head, bomb]))));
    expect(read).toEqual({ ok: false, code: "IMAGE_DAMAGED", message: expect.stringContaining("at most 1024 KiB") });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 1024 * 1024);
  });
  test("chunks without number are given up", () => {
    const many = Buffer.concat(Array.from({ length: 100_001 }, () => chunk("tEXt", "a")));
    expect(codeOf(bakedInPng(png(many)))).toBe("IMAGE_REFUSED");
    expect(codeOf(bakedInPng(png(many.subarray(0, 13 * 1000), iTXt("{}"))))).toBe("read");
  });
  test("larger than any image is not looked at", () => {
    expect(codeOf(bakedInPng(Buffer.concat([png(iTXt("{}")), Buffer.alloc(17 * 1024 * 1024)])))).toBe("IMAGE_REFUSED");
  });
});

test("an image is known by how it begins", () => {
  expect(isPng(png())).toBe(true);
  expect(isPng(Buffer.from("{}"))).toBe(false);
  expect(isPng(new Uint8Array())).toBe(false);
});
