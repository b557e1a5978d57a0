// SVG images with a credential in them: namespaces rather than prefixes, one credential, and nothing that could make a
// program read another one.
import { describe, expect, test } from "vitest";
import type { Baked } from "../../src/readers/baked.ts";
import { bakedInSvg } from "../../src/readers/svg.ts";
import { CLR_NAMESPACE, element, OB_NAMESPACE, svg } from "./images.ts";

const codeOf = (baked: Baked): string => (baked.ok ? "read" : baked.code);
const BODY = '{"a":"1 < 2 & ]] > 0"}';
const read = (text: string) => ({ ok: true, as: "Open Badges 3.0", text });

describe("an honest SVG", () => {
  const cases: readonly (readonly [title: string, image: string, text: string])[] = [
    ["JSON in a CDATA section", svg(element(BODY)), BODY],
    ["JSON with white space around it", svg(element(`\n  ${BODY}\n  `)), BODY],
    ["a token in an attribute", svg('<openbadges:credential verify="a.b.c"/>'), "a.b.c"],
    [
      "a token in an attribute of an element that is not empty",
      svg("<openbadges:credential verify='a.b.c'> </openbadges:credential >"),
      "a.b.c",
    ],
    [
      "JSON as text, with entities",
      svg('<openbadges:credential>{"a":"&lt;&amp;&quot;&apos;&gt;&#65;&#x1F393;"}</openbadges:credential>'),
      '{"a":"<&"\'>A🎓"}',
    ],
    [
      "JSON in two CDATA sections, because it holds the end of one",
      svg('<openbadges:credential><![CDATA[{"a":"]]]]><![CDATA[>"}]]></openbadges:credential>'),
      '{"a":"]]>"}',
    ],
    ["another prefix", `<svg xmlns:x="${OB_NAMESPACE}"><x:credential verify="a.b.c"/></svg>`, "a.b.c"],
    ["no prefix", `<svg><credential xmlns="${OB_NAMESPACE}" verify="a.b.c"/></svg>`, "a.b.c"],
    [
      "a namespace with a character reference",
      `<svg xmlns:x="https&#58;//purl.imsglobal.org/ob/v3p0"><x:credential verify="a.b.c"/></svg>`,
      "a.b.c",
    ],
    [
      "an XML declaration, a comment and the document type of drawing programs",
      `<?xml version="1.0" encoding="utf-8"?>\n<!-- Generator -->\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n${svg(element(BODY))}\n<!-- end -->\n`,
      BODY,
    ],
    ["a document type that is only a name", `<!DOCTYPE svg>${svg(element(BODY))}`, BODY],
    [
      "a prefix on every element",
      `<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:metadata>${`<c:credential xmlns:c="${OB_NAMESPACE}">${BODY.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</c:credential>`}</s:metadata></s:svg>`,
      BODY,
    ],
    ["a commented-out credential beside it", svg(`<!-- ${element("{}")} -->${element(BODY)}`), BODY],
    [
      "a credential in a script beside it",
      svg(`<script><![CDATA[${element("").replace("]]>", "")}]]></script>${element(BODY)}`),
      BODY,
    ],
    [
      "credentials in other documents beside it",
      svg(`<foreignObject>${element("{}")}</foreignObject><style>${element("{}")}</style>${element(BODY)}`),
      BODY,
    ],
    [
      "an element of that name in another namespace beside it",
      svg(`<credential>{}</credential><x:credential xmlns:x="https://x.example/"/>${element(BODY)}`),
      BODY,
    ],
    [
      "entities of its own making that it never uses in a credential",
      svg(`<title>a &nbsp; b</title>${element(BODY)}`),
      BODY,
    ],
  ];
  test.each(cases)("%s", (_title, image, text) => {
    expect(bakedInSvg(image)).toEqual(read(text));
  });
  test("holds a record in the namespace of CLR 2.0", () => {
    expect(bakedInSvg(`<svg><c:credential xmlns:c="${CLR_NAMESPACE}" verify="a.b.c"/></svg>`)).toMatchObject({
      as: "CLR 2.0",
      text: "a.b.c",
    });
  });
  test("with an assertion of Open Badges 2.0 is named as such, and gives way to a credential of 3.0", () => {
    const old =
      '<o:assertion xmlns:o="http://openbadges.org" verify="https://x.example/a"><![CDATA[{}]]></o:assertion>';
    expect(bakedInSvg(svg(old))).toEqual({ ok: true, as: "Open Badges 2.0", text: "{}" });
    expect(bakedInSvg(svg(old + element(BODY)))).toEqual(read(BODY));
  });
});

describe("an image that is not taken for one with a credential", () => {
  const cases: readonly (readonly [title: string, image: string, code: string])[] = [
    ["no credential", svg(""), "IMAGE_EMPTY"],
    ["an empty element", svg("<openbadges:credential/>"), "IMAGE_EMPTY"],
    ["a prefix without a namespace", '<svg><openbadges:credential verify="a.b.c"/></svg>', "IMAGE_EMPTY"],
    [
      "a prefix that is taken back",
      svg(`<g xmlns:openbadges="https://x.example/">${element(BODY)}</g>`),
      "IMAGE_EMPTY",
    ],
    [
      "a namespace in capitals",
      `<svg xmlns:x="${OB_NAMESPACE.toUpperCase()}"><x:credential verify="a.b.c"/></svg>`,
      "IMAGE_EMPTY",
    ],
    ["a credential in a comment", svg(`<!-- ${element(BODY)} -->`), "IMAGE_EMPTY"],
    ["a credential in a script", svg(`<script>${element(BODY)}</script>`), "IMAGE_EMPTY"],
    ["a credential in foreignObject", svg(`<foreignObject><div>${element(BODY)}</div></foreignObject>`), "IMAGE_EMPTY"],
    ["two credentials", svg(element(BODY) + element(BODY)), "IMAGE_CROWDED"],
    [
      "two credentials by two prefixes",
      svg(`${element(BODY)}<x:credential xmlns:x="${OB_NAMESPACE}" verify="a.b.c"/>`),
      "IMAGE_CROWDED",
    ],
    [
      "a badge and a record",
      svg(`${element(BODY)}<c:credential xmlns:c="${CLR_NAMESPACE}" verify="a.b.c"/>`),
      "IMAGE_CROWDED",
    ],
    [
      "a token and JSON in one element",
      svg(`<openbadges:credential verify="a.b.c">${BODY.slice(0, 1)}</openbadges:credential>`),
      "IMAGE_CROWDED",
    ],
    ["elements in the element", svg("<openbadges:credential><b/></openbadges:credential>"), "IMAGE_REFUSED"],
    [
      "a credential in a credential",
      svg(`<openbadges:credential>${element(BODY)}</openbadges:credential>`),
      "IMAGE_REFUSED",
    ],
    ["an entity of its own", `<!DOCTYPE svg [<!ENTITY x "y">]>${svg(element(BODY))}`, "IMAGE_REFUSED"],
    [
      "an entity from a file",
      `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${svg("<openbadges:credential>&x;</openbadges:credential>")}`,
      "IMAGE_REFUSED",
    ],
    [
      "a document type from an address",
      `<!DOCTYPE svg SYSTEM "https://x.example/x.dtd">${svg(element(BODY))}`,
      "IMAGE_REFUSED",
    ],
    [
      "a document type of somebody else's",
      `<!DOCTYPE svg PUBLIC "-//X//DTD Y//EN" "https://x.example/x.dtd">${svg(element(BODY))}`,
      "IMAGE_REFUSED",
    ],
    ["a document type inside", svg(`<!DOCTYPE svg>${element(BODY)}`), "IMAGE_REFUSED"],
    ["a declaration inside", svg(`<!ELEMENT a (b)>${element(BODY)}`), "IMAGE_REFUSED"],
    [
      "an unknown entity in the credential",
      svg("<openbadges:credential>&nbsp;</openbadges:credential>"),
      "IMAGE_REFUSED",
    ],
    [
      "an ampersand alone in the credential",
      svg("<openbadges:credential>a & b</openbadges:credential>"),
      "IMAGE_REFUSED",
    ],
    ["a reference to no character", svg("<openbadges:credential>&#0;</openbadges:credential>"), "IMAGE_REFUSED"],
    [
      "a reference to half a character",
      svg("<openbadges:credential>&#xD800;</openbadges:credential>"),
      "IMAGE_REFUSED",
    ],
    [
      "a reference beyond all characters",
      svg("<openbadges:credential>&#9999999;</openbadges:credential>"),
      "IMAGE_REFUSED",
    ],
    ["an attribute twice", svg('<openbadges:credential verify="a.b.c" verify="d.e.f"/>'), "IMAGE_REFUSED"],
    ["an attribute without quotation marks", svg("<openbadges:credential verify=a.b.c/>"), "IMAGE_REFUSED"],
    ["tags that do not match", svg("<g></h>"), "IMAGE_REFUSED"],
    ["a tag too many", `${svg(element(BODY))}</svg>`, "IMAGE_REFUSED"],
    ["two drawings", svg(element(BODY)) + svg(""), "IMAGE_REFUSED"],
    ["text around it", `${svg(element(BODY))}x`, "IMAGE_REFUSED"],
    ["other XML", `<x xmlns="${OB_NAMESPACE}"><credential verify="a.b.c"/></x>`, "IMAGE_REFUSED"],
    ["a comment that never ends", `<svg><!-- ${"x".repeat(100)}`, "IMAGE_REFUSED"],
    ["a CDATA section that never ends", "<svg><![CDATA[", "IMAGE_REFUSED"],
    ["a drawing that never ends", "<svg><g>", "IMAGE_REFUSED"],
    ["a name missing", "<svg>< g/></svg>", "IMAGE_REFUSED"],
    ["elements deeper than drawings are", `<svg>${"<g>".repeat(300)}${"</g>".repeat(300)}</svg>`, "IMAGE_REFUSED"],
    [
      "more namespaces than anybody needs",
      `<svg${Array.from({ length: 65 }, (_unused, at) => ` xmlns:a${at}="x"`).join("")}/>`,
      "IMAGE_REFUSED",
    ],
    [
      "more attributes than anybody needs",
      `<svg${Array.from({ length: 1001 }, (_unused, at) => ` a${at}="x"`).join("")}/>`,
      "IMAGE_REFUSED",
    ],
    ["more elements than anybody draws", `<svg>${"<g/>".repeat(200_001)}</svg>`, "IMAGE_REFUSED"],
    [
      "a credential larger than any",
      svg(`<openbadges:credential>${"&amp;".repeat(1_000_000)}</openbadges:credential>`),
      "IMAGE_REFUSED",
    ],
    ["an image larger than any", svg("x".repeat(17 * 1024 * 1024)), "IMAGE_REFUSED"],
  ];
  test.each(cases)("%s", (_title, image, code) => {
    expect(codeOf(bakedInSvg(image))).toBe(code);
  });
  test("cut off at any character is refused, never read and never an error", () => {
    const whole = `<?xml version="1.0"?><!-- x -->${svg(element(BODY))}`;
    for (let length = 1; length < whole.length; length += 1) {
      expect(codeOf(bakedInSvg(whole.slice(0, length))), whole.slice(0, length)).toBe("IMAGE_REFUSED");
    }
  });
});

test("a laugh that would fill the memory is not unfolded", () => {
  const entities = Array.from({ length: 9 }, (_unused, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`);
  const laugh = `<!DOCTYPE svg [<!ENTITY l0 "ha">${entities.join("")}]>`;
  expect(codeOf(bakedInSvg(laugh + svg("<openbadges:credential>&l9;</openbadges:credential>")))).toBe("IMAGE_REFUSED");
});
