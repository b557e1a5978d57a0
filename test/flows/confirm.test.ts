// Reading back: whatever stands on the disk in place of what was written stops the run, and the fault names the file.
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { generateKey, ownDids } from "../../src/dids/signing-key.ts";
import { confirm, issueAll } from "../../src/flows/confirm.ts";
import { type Issued, type IssueFacts, isRefused, type Store } from "../../src/flows/issue.ts";
import type { Entry } from "../../src/flows/plan.ts";
import { securing } from "../../src/proofs/secure.ts";

const key = generateKey("ed25519");
const issuer = ownDids(key).didKey ?? "";
const { secure, holds } = securing("vc-jwt", key);
const signer = { key, issuer, created: "2026-06-01T12:00:00Z" };

const entry = (n: number): Entry => ({
  row: { line: n + 1, cells: [] },
  award: {
    line: n + 1,
    learner: { id: String(n) },
    achievement: "a",
    awarded: "2026-05-29T00:00:00Z",
    results: [],
    evidence: [],
    alignment: [],
  },
  slug: "a",
  document: {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    id: `urn:uuid:0000000${n}-0000-5000-8000-000000000000`,
    type: ["VerifiableCredential"],
    issuer: { id: issuer },
    credentialSubject: { id: `urn:learner:${n}` },
  },
});

const disk = (): Store & { readonly files: Map<string, string> } => {
  const files = new Map<string, string>();
  return {
    files,
    names: async function* (folder) {
      for (const path of files.keys()) if (path.startsWith(folder)) yield path.split("/")[1] ?? "";
    },
    read: async (path) => files.get(path) ?? "",
    write: async (path, text) => void files.set(path, text),
    keep: async (path) => files.get(path) ?? "",
    where: (path) => `credentials/${path}`,
    ordered: false,
  };
};

const factsOf = (store: Store): IssueFacts => ({
  store,
  extension: ".jwt",
  secure: (document: JsonObject) => secure(document, signer),
  holds: (text) => holds(text, signer),
  now: signer.created,
  force: false,
  supersede: false,
  note: async () => {},
  stopped: () => false,
  progress: () => {},
});

describe("reading back", () => {
  const entries = [1, 2, 3].map(entry);
  const issued = async () => {
    const store = disk();
    const outcomes = await issueAll(entries, factsOf(store));
    return { store, made: outcomes.filter((one): one is Issued => !isRefused(one)) };
  };

  it("finds nothing where every file holds the credential of its row", async () => {
    const { store, made } = await issued();
    expect(made.map(({ path }) => path)).toEqual(["a/1.jwt", "a/2.jwt", "a/3.jwt"]);
    await confirm(made, factsOf(store));
  });

  it.each<[string, (files: Map<string, string>) => void, string]>([
    [
      "another learner's credential",
      (files) => files.set("a/2.jwt", files.get("a/1.jwt") ?? ""),
      "what stands in it is not the credential of its row",
    ],
    ["half of it", (files) => files.set("a/2.jwt", (files.get("a/2.jwt") ?? "").slice(0, 90)), "not the credential"],
    ["nothing", (files) => files.set("a/2.jwt", ""), "not the credential"],
    [
      "a signature that was changed",
      (files) =>
        files.set(
          "a/2.jwt",
          (files.get("a/2.jwt") ?? "").replace(/\.(.)([^.]*)$/, (_, a, b) => `.${a === "A" ? "B" : "A"}${b}`),
        ),
      "its proof does not hold",
    ],
    [
      "the same credential in other bytes",
      (files) => files.set("a/2.jwt", `${files.get("a/2.jwt")}\n`),
      "it is not the file that was written",
    ],
  ])("stops at a file with %s", async (_, change, said) => {
    const { store, made } = await issued();
    change(store.files);
    await expect(confirm(made, factsOf(store))).rejects.toMatchObject({
      facts: { code: "FILE_MISMATCH", file: "credentials/a/2.jwt", message: expect.stringContaining(said) },
    });
  });

  it("is a part of every run", async () => {
    const store = disk();
    const faulty = {
      ...store,
      keep: async (path: string) => store.files.get(path === "a/3.jwt" ? "a/1.jwt" : path) ?? "",
    };
    await expect(issueAll(entries, factsOf(faulty))).rejects.toMatchObject({ facts: { file: "credentials/a/3.jwt" } });
  });
});
