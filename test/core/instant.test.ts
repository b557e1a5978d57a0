import { describe, expect, it } from "vitest";
import { asDateTime, instantOf, isDate } from "../../src/core/instant.ts";

describe("a day", () => {
  it.each(["2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"])("%s is one", (text) => {
    expect(isDate(text)).toBe(true);
  });
  it.each([
    "2026-02-29",
    "1900-02-29",
    "2026-13-01",
    "2026-00-10",
    "2026-04-31",
    "0000-01-01",
    "26-05-31",
    "2026-5-31",
  ])("%s is none", (text) => {
    expect(isDate(text)).toBe(false);
  });
});

describe("a point in time", () => {
  it.each([
    ["2026-05-31T12:00:00Z", "2026-05-31T12:00:00.000Z"],
    ["2026-05-31T12:00:00+02:00", "2026-05-31T10:00:00.000Z"],
    ["2026-05-31T12:00:00.5-05:00", "2026-05-31T17:00:00.500Z"],
  ])("%s is %s", (text, utc) => {
    expect(new Date(instantOf(text) ?? 0).toISOString()).toBe(utc);
  });
  it.each([
    "2026-05-31T24:00:00Z",
    "2026-05-31T12:00:00",
    "2026-05-31T12:00Z",
    "2026-05-31 12:00:00Z",
    "2026-06-30T23:59:60Z",
    "2026-05-31T12:00:00+24:00",
    "10000-01-01T00:00:00Z",
    "2026-05-31T12:00:00Z ",
  ])("%s is none", (text) => {
    expect(instantOf(text)).toBeUndefined();
  });
  it("of a bare day is its first second in UTC", () => {
    expect(asDateTime("2026-05-31")).toBe("2026-05-31T00:00:00Z");
  });
});
