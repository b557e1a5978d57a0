import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainText } from "../../src/frameworks/plain-text.ts";

const CASES: readonly (readonly [what: string, statement: string, plain: string])[] = [
  ["plain words", "Read closely.", "Read closely."],
  ["white space and line ends", "  Read\r\n\r\nclosely.\u00a0 Now ", "Read closely. Now"],
  ["HTML emphasis", "Read <i>The Wealth of Nations</i> &amp; talk", "Read The Wealth of Nations & talk"],
  ["HTML blocks as gaps", "<p>One</p><p>Two<br/>Three</p>", "One Two Three"],
  ["HTML that is no tag", "show that a <b and b> c, x < y", "show that a <b and b> c, x < y"],
  ["scripts, with what they hold", "A<script>alert(1)</script> B", "A B"],
  ["powers as powers", "10<sup>2</sup> and the 1<sup>st</sup> H<sub>2</sub>O", "10^2 and the 1st H2O"],
  ["entities once", "&lt;b&gt; &amp;lt; caf&eacute; &#8217;s &#x2014; &bogus;", "<b> &lt; café ’s — &bogus;"],
  ["Markdown emphasis", "**I. BIG IDEA:** *all* of _it_ and __more__ ***so***", "I. BIG IDEA: all of it and more so"],
  ["emphasis within emphasis", "**for *all* x**", "for all x"],
  ["asterisks that multiply", "5 * 3 * 2 and 5*3*2", "5 * 3 * 2 and 5*3*2"],
  [
    "names with underscores",
    "the file my_file_name and blanks ___ here ___",
    "the file my_file_name and blanks ___ here ___",
  ],
  ["links and images", "See [the map](https://example.org/a_b) ![A bar chart](x.png)", "See the map A bar chart"],
  ["code spans, kept whole", "Call `do_this_now` twice", "Call do_this_now twice"],
  ["headings, lists and quotes", "# Head\n- one\n* two\n> three\n1. four", "Head one two three 1. four"],
  ["tables", "T:\n\n| A | B |\n| --- | --- |\n| 1 | 2|\n\nend", "T: A; B 1; 2 end"],
  ["bars that are no table", "P(A | B) and |x| < 3", "P(A | B) and |x| < 3"],
  ["LaTeX delimiters only", "contains $x^2$ and ($y_1$) and \\(a*b*c\\) $$z$$", "contains x^2 and (y_1) and a*b*c z"],
  ["prices", "costs $5 and $10, or US$3", "costs $5 and $10, or US$3"],
  ["Markdown escapes", "2 \\* 3 \\_ 4", "2 * 3 _ 4"],
  ["composed characters", "Me\u0301todo", "Método"],
  ["invisible formatting", "a\u202eb\u200bc\u0007d", "abc d"],
  ["a statement of markup only", "***", "***"],
];

describe("plainText", () => {
  for (const [what, statement, plain] of CASES) {
    it(`treats ${what}`, () => expect(plainText(statement)).toBe(plain));
  }

  it("gives one line in NFC, whatever it is given", () => {
    const pieces = fc.constantFrom(
      "*",
      "**",
      "_",
      "`",
      "$",
      "\\(",
      "\\)",
      "<b>",
      "</b>",
      "<",
      ">",
      "&amp;",
      "|",
      "---",
      "\n",
      "#",
      "[",
      "](",
      ")",
      "a",
      "é",
      " ",
      "\u0001",
      "0",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "grapheme" }),
          fc.array(pieces).map((parts) => parts.join("")),
        ),
        (statement) => {
          const plain = plainText(statement);
          expect(plain).not.toMatch(/[\u0000-\u001f]|^\s|\s$|\s\s/);
          expect(plain).toBe(plain.normalize("NFC"));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("never loses a letter of words without markup", () => {
    const word = fc.stringMatching(/^[A-Za-zÀ-ÿ0-9]{1,12}[,.;:?!)]?$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), (words) => {
        expect(plainText(words.join(" "))).toBe(words.join(" ").normalize("NFC"));
      }),
    );
  });
});
