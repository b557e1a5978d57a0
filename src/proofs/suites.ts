// The table of Data Integrity cryptosuites. Adding one is a row, or a file and a row.
import type { JsonObject } from "../core/json.ts";
import type { Cryptosuite, Hash } from "./cryptosuite.ts";
import { ecdsaSd2023 } from "./disclosure-suite.ts";
import { jcs } from "./jcs-suite.ts";
import { jws } from "./jws-suite.ts";
import { rdfc, signingRdfc } from "./rdfc-suite.ts";

const named = (name: string) => ({ name, type: "DataIntegrityProof", cryptosuite: name });

const EDDSA: Readonly<Record<string, Hash>> = { Ed25519: "sha256" };
// VC-DI-ECDSA 1.0, section 3.1: the hash goes with the curve.
const ECDSA: Readonly<Record<string, Hash>> = { "P-256": "sha256", "P-384": "sha384" };

const SUITES: readonly Cryptosuite[] = [
  signingRdfc({ ...named("eddsa-rdfc-2022"), curves: EDDSA }),
  signingRdfc({ ...named("ecdsa-rdfc-2019"), curves: ECDSA }),
  ecdsaSd2023,
  jcs({ ...named("eddsa-jcs-2022"), curves: EDDSA }),
  jcs({ ...named("ecdsa-jcs-2019"), curves: ECDSA }),
  // Open Badges 3.0, implementation guide: deprecated, but still to be read.
  rdfc({ ...named("eddsa-2022"), legacy: true, curves: EDDSA }),
  rdfc({ name: "Ed25519Signature2020", type: "Ed25519Signature2020", legacy: true, curves: EDDSA }),
  jws({ name: "Ed25519Signature2018", type: "Ed25519Signature2018", legacy: true, curves: EDDSA }),
];

/** Suites by the name that reports, and `--proof`, call them. */
export const CRYPTOSUITES: ReadonlyMap<string, Cryptosuite> = new Map(SUITES.map((suite) => [suite.name, suite]));

/** The suite that a proof names: its type and its cryptosuite must both be the suite's own. */
export const suiteOf = (proof: JsonObject): Cryptosuite | undefined =>
  SUITES.find(({ type, cryptosuite }) => proof["type"] === type && proof["cryptosuite"] === cryptosuite);

/** True of a proof that covers the text of its document, and not only what it states. */
export const isOfText = (proof: JsonObject): boolean => suiteOf(proof)?.ofText === true;
