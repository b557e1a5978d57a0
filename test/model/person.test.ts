import { describe, expect, test } from "vitest";
import type { Json } from "../../src/core/json.ts";
import { personOf } from "../../src/model/person.ts";
import { readDocument } from "../../src/readers/document.ts";

const read = (value: Json) => personOf({ file: "who.json", value, placeOf: () => undefined });
const faultsOf = (value: Json) => read(value).faults.map(({ pointer, message }) => `${pointer} ${message}`);

describe("A person's file", () => {
  test("is read by the words that people use", () => {
    const { value, faults } = read({
      "Given name": "Ada",
      family_name: "Lovelace",
      "E-mail": ["ada@example.com", "ada@example.org"],
      telephone: "+44 20 7946 0000",
      "Date of birth": "1815-12-10",
      address: { street: "1 Main St", zip: "00501", state: "NY", "country code": "US" },
    });
    expect(faults).toEqual([]);
    expect(value).toEqual({
      name: { given: "Ada", family: "Lovelace" },
      emails: ["ada@example.com", "ada@example.org"],
      phones: ["+44 20 7946 0000"],
      webs: [],
      birthDate: "1815-12-10",
      addresses: [{ line: "1 Main St", postalCode: "00501", region: "NY", countryCode: "US" }],
    });
  });

  test("may have the parts of the name together", () => {
    expect(read({ name: { given: "Ada", family: "Lovelace", formatted: "x" } }).value.name).toMatchObject({
      given: "Ada",
    });
    expect(read({ name: { given: "Ada", family: "Lovelace" } }).faults).toEqual([]);
  });

  test("has all that is wrong with it named, each in its place", () => {
    expect(
      faultsOf({
        name: "",
        email: ["ada@example.com", "ada"],
        height: 170,
        address: { planet: "Earth", "country code": "UK" },
      }),
    ).toEqual([
      "/name want a text, got nothing or something else",
      '/email/1 want an e-mail address such as ada@example.edu, got "ada"',
      '/height "height" is nothing that laurel knows of a person',
      '/address/planet "planet" is no part of it that laurel knows',
      '/address/country code want the two capital letters of a country such as US, got "UK"',
    ]);
    expect(faultsOf("Ada Lovelace")).toHaveLength(1);
    expect(faultsOf({ constructor: "x", toString: "y" })).toHaveLength(2);
  });

  test("in YAML has faults with line and column", async () => {
    const { faults } = personOf(await readDocument("name: Ada\nweb: example\n", "who.yaml"));
    expect(faults).toMatchObject([{ code: "PERSON_INVALID", file: "who.yaml", line: 2, column: 1 }]);
  });
});
