// What a verdict may rest on from outside the file, each asked in turn: what the verifier brought along (`--evidence`,
// `--keys`), what was saved, the cache, and the network unless it is told to stay off it.
import type { World } from "../checks/examination.ts";
import { fault } from "../core/fault.ts";
import { isObject, type Json, text } from "../core/json.ts";
import type { Loader } from "../dids/resolve.ts";
import { type HeldKey, heldKeys } from "../proofs/held-key.ts";
import { type Cache, cacheFolder, openCache } from "./cache.ts";
import { lifeOf } from "./cache-life.ts";
import { credentialFiles } from "./credential-file.ts";
import { documentIn } from "./evidence-body.ts";
import { type Exhibit, readEvidence, readEvidenceJson, writeEvidence } from "./evidence-file.ts";
import { type Bounds, bounded, once, type Sized } from "./evidence-once.ts";
import type { Ask, NetworkOptions } from "./network.ts";

/** Flags of the commands that verify. */
export interface Bringing {
  readonly evidence: readonly string[];
  readonly keys: readonly string[];
  readonly allowLocal?: boolean;
  /** A folder, false for none, undefined for the user's own. */
  readonly cache?: string | false;
  /** A file for all that was asked for and what came of it. */
  readonly saveEvidence?: string;
}

export interface Outside {
  readonly ask: Ask;
  readonly clock: () => Date;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly bounds: Bounds;
}

export interface Brought {
  readonly keys: readonly HeldKey[];
  /** What the verdict on one file may rest on; one file may only name so many addresses. */
  readonly forFile: () => {
    readonly load: Loader;
    /** The same without asking anybody: for credentials inside one that does not hold. */
    readonly held: Loader;
    readonly keys: readonly HeldKey[];
    readonly memory: NonNullable<World["memory"]>;
  };
  /** Writes the evidence, if that was asked for. */
  readonly save: () => Promise<void>;
}

async function heldIn(files: readonly string[], documents: Map<string, Json>): Promise<readonly HeldKey[]> {
  const keys: HeldKey[] = [];
  for (const file of files) {
    const value = await readEvidenceJson(file);
    const found = heldKeys(value);
    const id = isObject(value) ? text(value["id"]) : undefined;
    const document = isObject(value) && ("verificationMethod" in value || "assertionMethod" in value);
    if (id !== undefined && document) documents.set(id, value);
    else if (found.length === 0) {
      throw fault("KEY_INVALID", "want a public JWK, a JWKS, a DID document or a multikey document", { file });
    }
    keys.push(...found);
  }
  return keys;
}

/** For `--offline`. */
const stayingOff: Ask = async () => ({ ok: false, reason: "laurel was told to stay off the network" });

/** The network, which most runs never need: Node's https takes a while to load. */
function goingOn(options: NetworkOptions): Ask {
  let opened: Ask | undefined;
  return async (address) => {
    opened ??= (await import("./network.ts")).openNetwork(options);
    return opened(address);
  };
}

type Fetched = { readonly body: string; readonly from: "network" | "cache"; readonly time: string };

/** The network behind a cache. */
const through =
  (cache: Cache | undefined, ask: Ask, clock: () => Date) =>
  async (address: string): Promise<Fetched | { readonly failure: string; readonly time: string }> => {
    const cached = await cache?.read(address);
    if (cached !== undefined) return { ...cached, from: "cache" };
    const now = clock();
    const time = now.toISOString();
    const answer = await ask(address);
    if (!answer.ok) return { failure: answer.reason, time };
    const got = documentIn(answer.body);
    if (got.ok)
      await cache?.write(address, { body: answer.body, time }, lifeOf(got.value, answer.headers, now.getTime()));
    return { body: answer.body, from: "network", time };
  };

/** Answers from what was brought first, then from the world unless told not to. */
export async function bring(files: Bringing, offline: boolean, given: Partial<Outside> = {}): Promise<Brought> {
  const { clock = () => new Date(), env = process.env } = given;
  const now = () => clock().toISOString();
  const ask = offline ? stayingOff : (given.ask ?? goingOn({ allowLocal: files.allowLocal }));
  const documents = new Map<string, Json>();
  const answers = new Map<string, { readonly body: string } | { readonly failure: string }>();
  for (const file of await credentialFiles(files.evidence)) {
    const evidence = await readEvidence(file);
    for (const [address, document] of evidence.documents) documents.set(address, document);
    for (const [address, answer] of evidence.answers) answers.set(address, answer);
  }
  const keys = await heldIn(files.keys, documents);
  const folder = cacheFolder(files.cache, env);
  const fetchIt = through(folder === undefined ? undefined : openCache(folder, clock), ask, clock);

  const exhibits = new Map<string, Exhibit | undefined>();
  const keeping = files.saveEvidence !== undefined;
  const show = (exhibit: Exhibit) => keeping && exhibits.set(exhibit.address, exhibit);
  const askFor = async (address: string): Promise<Sized> => {
    // Its place is that of the question, whichever answer comes first.
    if (keeping && !exhibits.has(address)) exhibits.set(address, undefined);
    const saved = answers.get(address);
    const fetched = saved === undefined ? await fetchIt(address) : { ...saved, from: "network" as const, time: now() };
    const { time } = fetched;
    if ("failure" in fetched) {
      show({ address, time, from: "network", failure: fetched.failure });
      return { ok: false, reason: fetched.failure, size: 0 };
    }
    const { body, from } = fetched;
    show({ address, time, from, body });
    return { ...documentIn(body), size: body.length };
  };
  const world = once(askFor);
  const held: Loader = async (address) => {
    const document = documents.get(address);
    if (document === undefined) return { ok: false, reason: "it was not brought along" };
    show({ address, time: now(), from: "evidence", document });
    return { ok: true, value: document };
  };
  const load: Loader = async (address) => {
    const got = await held(address);
    // A DID that nobody brought is looked up by its method, not asked for by name.
    return got.ok || !address.startsWith("https://") ? got : world(address.split("#", 1)[0] ?? address);
  };
  const memory: NonNullable<World["memory"]> = new Map();
  const refused = (address: string, failure: string) => {
    if (exhibits.get(address) === undefined) show({ address, time: now(), from: "network", failure });
  };
  return {
    keys,
    forFile: () => ({ load: bounded(load, refused, given.bounds), held, keys, memory }),
    save: async () => {
      const shown = [...exhibits.values()].filter((exhibit) => exhibit !== undefined);
      if (files.saveEvidence !== undefined) await writeEvidence(files.saveEvidence, shown, clock());
    },
  };
}
