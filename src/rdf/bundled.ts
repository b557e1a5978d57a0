// The contexts of the bundle, read once each. They are loaded when they are first asked for, so that everything after
// can do without waiting.
import { contextAt, isKnownContext } from "../contexts/bundle.ts";
import { isObject } from "../core/json.ts";
import { type LocalContext, localContext } from "./local-context.ts";
import { refusalOf, Stopped, UnknownContext } from "./refusal.ts";

const loaded = new Map<string, LocalContext | undefined>();

/** A context of the bundle that has to be loaded first. */
export class ContextWanted extends Error {
  readonly url: string;
  constructor(url: string) {
    super(url);
    this.url = url;
  }
}

export async function loadContext(url: string): Promise<void> {
  const document = await contextAt(url);
  loaded.set(url, isObject(document) ? localContext(document["@context"]) : undefined);
}

/** The context at an address; undefined for one that is not plain. Throws for one that is not at hand. */
export function bundledContext(url: string): LocalContext | undefined {
  if (loaded.has(url)) return loaded.get(url);
  throw isKnownContext(url) ? new ContextWanted(url) : new Stopped(refusalOf(new UnknownContext(url)));
}
