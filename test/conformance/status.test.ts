// Published pairs of status list and entry: the value that laurel reads, against what their authors say of it.
import { existsSync, readdirSync } from "node:fs";
import jsonld from "jsonld";
import { expect, test } from "vitest";
import { listKindOf, readEntry, valueAt } from "../../src/checks/status-entry.ts";
import { contextAt } from "../../src/contexts/bundle.ts";
import { isObject, type Json, type JsonObject, listOf, object, objectsOf, text } from "../../src/core/json.ts";
import { credentialIn, parseToken } from "../../src/proofs/vc-jwt.ts";
import { conformance, sharedFile, sharedJson } from "../shared.ts";

/** Lists that stand in a case, each with the address that its entries name. */
function listsIn(value: Json | undefined): ReadonlyMap<string, JsonObject> {
  const rows = Array.isArray(value) ? objectsOf(value) : [{ id: "", content: value ?? "" }];
  return new Map(
    rows.map(({ id, content }) => {
      const token = parseToken(text(content) ?? "");
      return [String(id), token === undefined ? {} : credentialIn(token.payload)];
    }),
  );
}

conformance("published status lists", () => {
  const names = () =>
    readdirSync(sharedFile("vectors/status")).filter((name) => {
      const input = sharedFile(`vectors/status/${name}/input.json`);
      return existsSync(input) && isObject(sharedJson(`vectors/status/${name}/input.json`)) && name.startsWith("walt-");
    });

  test("every value is read as its authors say", () => {
    const read = names().map((name) => {
      const input = sharedJson(`vectors/status/${name}/input.json`) as JsonObject;
      const lists = listsIn(input["status-credential"]);
      const entries = objectsOf(object(input["holder-credential"])?.["credentialStatus"]);
      const values = entries.map((entry) => {
        const kind = listKindOf(entry);
        const asked = kind === undefined ? undefined : readEntry(entry, kind, "");
        if (kind === undefined || asked === undefined || "status" in asked) return undefined;
        const list = lists.get(asked.address) ?? lists.get("");
        const bits = kind.unpack(text(object(list?.["credentialSubject"])?.["encodedList"]) ?? "");
        return bits === undefined ? undefined : valueAt(bits, asked);
      });
      const said = String((sharedJson(`vectors/status/${name}/expected.json`) as JsonObject)["verdict"]);
      return { name, said, values };
    });
    expect(read.length).toBeGreaterThan(5);
    for (const { name, said, values } of read) {
      expect(values, name).not.toContain(undefined);
      const set = values.some((value) => value !== 0);
      expect(set, name).toBe(said === "revoked");
    }
  });

  test("the contexts of the drafts give every entry and list the meaning of the published ones", async () => {
    const manifest = sharedJson("vectors/contexts/manifest.json") as JsonObject;
    const DRAFTS = ["https://w3id.org/vc/status-list/2021/v1", "https://w3id.org/vc-revocation-list-2020/v1"];
    for (const url of DRAFTS) {
      const published = sharedJson(`vectors/contexts/${text(object(manifest[url])?.["file"])}`) as JsonObject;
      const terms = objectsOf(published["@context"])[0] ?? {};
      const nodes = Object.keys(terms).filter((name) => !name.startsWith("@"));
      const document = {
        "@context": ["https://www.w3.org/2018/credentials/v1", url],
        "@graph": nodes.map((type, index) => ({
          id: `urn:x:${index}`,
          type,
          ...Object.fromEntries(
            Object.keys(object(object(terms[type])?.["@context"]) ?? {})
              .filter((name) => !name.startsWith("@") && name !== "id" && name !== "type")
              .map((name) => [name, "urn:x:value"]),
          ),
        })),
      };
      const quads = (theirs: boolean) =>
        jsonld.canonize(document, {
          algorithm: "RDFC-1.0",
          format: "application/n-quads",
          safe: true,
          documentLoader: async (at) => ({
            contextUrl: null,
            documentUrl: at,
            document: theirs && at === url ? published : await contextAt(at),
          }),
        });
      const [ours, theirs] = [await quads(false), await quads(true)];
      expect(ours, url).toBe(theirs);
      expect(listOf(ours.split("\n")).length).toBeGreaterThan(6);
    }
  });
});
