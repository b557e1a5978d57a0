// Registries that a list of trust names by address: asked for one issuer, once its signature holds.
import { isObject } from "../core/json.ts";
import type { Loader } from "../dids/resolve.ts";
import { type Registry, registryContent, type TrustContent } from "../model/trust.ts";
import { federationContent, fetchAddress } from "./trust-federation.ts";

/** What a registry holds of an issuer; undefined when it could not be asked. */
type Ask = (registry: Registry, issuer: string, load: Loader) => Promise<TrustContent | undefined>;

const legacy: Ask = async ({ address }, _, load) => {
  const got = await load(address);
  return got.ok && isObject(got.value) ? registryContent(got.value) : undefined;
};

const federation: Ask = async ({ address }, issuer, load) => {
  const anchor = await load(address);
  if (!anchor.ok || typeof anchor.value !== "string") return undefined;
  const at = fetchAddress(anchor.value, issuer);
  const statement = at === undefined ? undefined : await load(at);
  if (statement?.ok !== true || typeof statement.value !== "string") return undefined;
  return federationContent([anchor.value, statement.value]);
};

const ASK: Readonly<Record<Registry["type"], Ask>> = { "dcc-legacy": legacy, oidf: federation };

export const askRegistry: Ask = (registry, issuer, load) => ASK[registry.type](registry, issuer, load);
