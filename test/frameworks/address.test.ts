import { describe, expect, it } from "vitest";
import { addressesOf } from "../../src/frameworks/address.ts";
import { answerOf } from "../../src/frameworks/server-answer.ts";

const ID = "0f7c4f5e-2f7e-5b0e-9c7e-0a4f5a4f8a11";
const OTHER = "1f7c4f5e-2f7e-5b0e-9c7e-0a4f5a4f8a11";
const HOST = "https://case.example.org";
const V11 = `${HOST}/ims/case/v1p1`;
const V10 = `${HOST}/ims/case/v1p0`;

describe("an address that a person pastes", () => {
  it.each([
    [`${V10}/CFPackages/${ID}`, [`${V10}/CFPackages/${ID}`]],
    [`${V11}/CFPackages/${ID}.json`, [`${V11}/CFPackages/${ID}.json`]],
    [`${V11}/CFDocuments/${ID}`, [`${V11}/CFPackages/${ID}`, `${V11}/CFDocuments/${ID}`]],
    [`${V11}/CFDocuments`, [`${V11}/CFDocuments`]],
    [`${V11}/CFDocuments?limit=5`, [`${V11}/CFDocuments?limit=5`]],
    [`${V11}/`, [`${V11}/CFDocuments`]],
    [`${V11}/CFItems/${ID}`, [`${V11}/CFItems/${ID}`]],
    [
      `${HOST}/Public/ims/case/v1p0/CFDocuments/${ID}`,
      [`${HOST}/Public/ims/case/v1p0/CFPackages/${ID}`, `${HOST}/Public/ims/case/v1p0/CFDocuments/${ID}`],
    ],
    [
      `${HOST}/uri/p${ID}.json`,
      [
        `${HOST}/uri/p${ID}.json`,
        `${V11}/CFPackages/${ID}`,
        `${V10}/CFPackages/${ID}`,
        `${HOST}/uri/${ID}.json`,
        `${V11}/CFItems/${ID}`,
        `${V10}/CFItems/${ID}`,
      ],
    ],
    [`${HOST}/cftree/doc/12`, [`${HOST}/cfpackage/doc/12.json`]],
    [`${HOST}/salt/cftree/doc/12/tree`, [`${HOST}/salt/cfpackage/doc/12.json`]],
    [`${HOST}/cfpackage/doc/12.json`, [`${HOST}/cfpackage/doc/12.json`]],
    [`${HOST}/${ID}/${OTHER}`, [`${V11}/CFPackages/${ID}`, `${V10}/CFPackages/${ID}`, `${HOST}/${ID}/${OTHER}`]],
    [HOST, [`${V11}/CFDocuments`, `${V10}/CFDocuments`]],
    [`${HOST}/files/nursing.json`, [`${HOST}/files/nursing.json`]],
  ])("%s is asked for where the package stands", (pasted, addresses) => {
    expect(addressesOf(new URL(pasted))).toEqual(addresses);
  });

  it("leads to the same places with /uri/ whether it names a document or an item", () => {
    expect(addressesOf(new URL(`${HOST}/uri/${ID}`))).toEqual(addressesOf(new URL(`${HOST}/uri/p${ID}`)));
  });
});

describe("the answer of a CASE server", () => {
  const link = (uri: string, identifier: string) => ({ title: "t", uri, identifier });
  it.each([
    ["a package", { CFDocument: {}, CFItems: [] }, { kind: "package" }],
    ["a package in a wrapper", { CFPackage: { CFDocument: {}, CFItems: [] } }, { kind: "package" }],
    ["a list", { CFDocuments: [{ title: "a" }] }, { kind: "list", documents: [{ title: "a" }] }],
    ["a bare list", [{ title: "a" }], { kind: "list", documents: [{ title: "a" }] }],
    [
      "a document whose package has an identifier of its own",
      { creator: "c", CFPackageURI: link(`${V11}/CFPackages/${OTHER}`, OTHER) },
      { kind: "part", addresses: [`${V11}/CFPackages/${OTHER}`, `${V11}/CFPackages/${OTHER}`] },
    ],
    [
      "an item",
      { CFItem: { fullStatement: "s", CFDocumentURI: link(`${V11}/CFDocuments/${OTHER}`, OTHER) } },
      { kind: "part", addresses: [`${V11}/CFPackages/${OTHER}`, `${V11}/CFDocuments/${OTHER}`] },
    ],
    [
      "a refusal",
      { imsx_codeMajor: "failure", imsx_description: "unknown object" },
      { kind: "refusal", reason: "unknown object" },
    ],
    ["something else", { "@context": [] }, { kind: "other" }],
    ["a text", "hello", { kind: "other" }],
  ])("is read as %s", (_, value, answer) => {
    expect(answerOf(value, `${V11}/CFItems/${ID}`)).toEqual(answer);
  });

  it("is never followed to an address that is not https", () => {
    const item = { fullStatement: "s", CFDocumentURI: link("http://case.example.org/CFDocuments/x", OTHER) };
    expect(answerOf(item, `${HOST}/uri/x.json`)).toEqual({ kind: "part", addresses: [] });
  });
});
