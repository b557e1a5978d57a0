// JWS signatures by node:crypto against those of the jose package: each takes what the other makes, and both refuse what
// neither should take.
import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import fc from "fast-check";
import { CompactSign, compactVerify } from "jose";
import { describe, expect, test } from "vitest";
import { base64url } from "../../src/core/multibase.ts";
import { signingKey } from "../../src/dids/signing-key.ts";
import { fitsAlgorithm, signJws, verifyJws } from "../../src/proofs/jws.ts";
import { parseToken, signToken, tokenHolds } from "../../src/proofs/vc-jwt.ts";
import { badge } from "../checks/forge.ts";

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const ed25519 = generateKeyPairSync("ed25519");
const p256 = generateKeyPairSync("ec", { namedCurve: "P-256" });
const p384 = generateKeyPairSync("ec", { namedCurve: "P-384" });
const PAIRS: Readonly<Record<string, { readonly privateKey: KeyObject; readonly publicKey: KeyObject }>> = {
  EdDSA: ed25519,
  Ed25519: ed25519,
  ES256: p256,
  ES384: p384,
  RS256: rsa,
  PS256: rsa,
};
const ALL = Object.entries(PAIRS);

const headOf = (alg: string) => base64url(JSON.stringify({ alg, kid: "#1", typ: "JWT" }));
const BODY = base64url(JSON.stringify({ name: "Wélding" }));
const inputOf = (alg: string) => `${headOf(alg)}.${BODY}`;

const byJose = async (compact: string, alg: string, key: KeyObject): Promise<boolean> =>
  compactVerify(compact, key, { algorithms: [alg] }).then(
    () => true,
    () => false,
  );
const byLaurel = (compact: string, key: KeyObject): boolean => {
  const token = parseToken(compact);
  return token !== undefined && tokenHolds(token, key);
};

describe.each(ALL)("%s", (alg, { privateKey, publicKey }) => {
  test("is taken by jose as laurel makes it", async () => {
    const compact = `${inputOf(alg)}.${base64url(signJws(alg, inputOf(alg), privateKey))}`;
    expect(await byJose(compact, alg, publicKey)).toBe(true);
    expect(byLaurel(compact, publicKey)).toBe(true);
  });
  test("is taken by laurel as jose makes it", async () => {
    const bytes = Buffer.from(BODY, "base64url");
    const compact = await new CompactSign(bytes).setProtectedHeader({ alg, kid: "#1", typ: "JWT" }).sign(privateKey);
    expect(byLaurel(compact, publicKey)).toBe(true);
  });
  test("is taken with no key of another kind, and none of another's", async () => {
    const signature = signJws(alg, inputOf(alg), privateKey);
    for (const [, other] of ALL) {
      const same = other.publicKey.equals(publicKey);
      expect(verifyJws(alg, inputOf(alg), other.publicKey, signature)).toBe(same);
      if (!fitsAlgorithm(alg, other.privateKey)) expect(() => signJws(alg, inputOf(alg), other.privateKey)).toThrow();
    }
  });
  test("is refused with any bit of it changed", () => {
    const signature = Buffer.from(signJws(alg, inputOf(alg), privateKey));
    fc.assert(
      fc.property(fc.nat(signature.length * 8 - 1), (bit) => {
        const other = Buffer.from(signature);
        other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(verifyJws(alg, inputOf(alg), publicKey, other)).toBe(false);
      }),
    );
  });
});

/** Orders of the groups, which a number in a signature must be below (SEC 1, section 4.1.4; RFC 8032, section 5.1.7). */
const N256 = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const N384 = 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n;
const L = 2n ** 252n + 27742317777372353535851937790883648493n;

const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
const bytesOf = (number: bigint, length: number): Buffer =>
  Buffer.from(number.toString(16).padStart(length * 2, "0"), "hex");

type Forgery = readonly [what: string, alg: string, forge: (honest: Buffer) => Buffer];

const ofNumbers = (alg: string, order: bigint, size: number): readonly Forgery[] => {
  const joined =
    (change: (r: bigint, s: bigint) => readonly [bigint, bigint], to = size) =>
    (honest: Buffer) => {
      const [r, s] = change(numberOf(honest.subarray(0, size)), numberOf(honest.subarray(size)));
      return Buffer.concat([bytesOf(r, to), bytesOf(s, to)]);
    };
  return [
    ["r and s of nothing", alg, joined(() => [0n, 0n])],
    ["r of nothing", alg, joined((_, s) => [0n, s])],
    ["s of nothing", alg, joined((r) => [r, 0n])],
    ["r and s of one", alg, joined(() => [1n, 1n])],
    ["r of the group's order", alg, joined((_, s) => [order, s])],
    ["s of the group's order", alg, joined((r) => [r, order])],
    ["r and s changed places", alg, joined((r, s) => [s, r])],
    ["numbers a byte longer", alg, joined((r, s) => [r, s], size + 1)],
    ["r beyond the order, a byte longer", alg, joined((r, s) => [r + order, s], size + 1)],
    ["s beyond the order, a byte longer", alg, joined((r, s) => [r, s + order], size + 1)],
  ];
};

const FORGERIES: readonly Forgery[] = [
  ...ALL.flatMap(([alg]): readonly Forgery[] => [
    ["no bytes", alg, () => Buffer.alloc(0)],
    ["a byte less", alg, (honest) => honest.subarray(0, -1)],
    ["a byte less in front", alg, (honest) => honest.subarray(1)],
    ["a byte more", alg, (honest) => Buffer.concat([honest, Buffer.from([0])])],
    ["a byte more in front", alg, (honest) => Buffer.concat([Buffer.from([0]), honest])],
    ["half of it", alg, (honest) => honest.subarray(0, honest.length / 2)],
    ["twice of it", alg, (honest) => Buffer.concat([honest, honest])],
    ["zeros", alg, (honest) => Buffer.alloc(honest.length)],
    ["ones", alg, (honest) => Buffer.alloc(honest.length, 255)],
  ]),
  ...ofNumbers("ES256", N256, 32),
  ...ofNumbers("ES384", N384, 48),
  ["a signature in DER", "ES256", () => sign("sha256", Buffer.from(inputOf("ES256")), p256.privateKey)],
  ["a signature in DER", "ES384", () => sign("sha384", Buffer.from(inputOf("ES384")), p384.privateKey)],
  [
    "S beyond the order",
    "EdDSA",
    (honest) => {
      const s = numberOf(Buffer.from(honest.subarray(32)).reverse()) + L;
      return Buffer.concat([honest.subarray(0, 32), bytesOf(s, 32).reverse()]);
    },
  ],
  ["R of small order", "EdDSA", (honest) => Buffer.concat([Buffer.from([1]), Buffer.alloc(31), honest.subarray(32)])],
  ["the signature of the hash", "RS256", () => sign(null, Buffer.alloc(32), ed25519.privateKey)],
  ["the padding of the other", "RS256", () => Buffer.from(signJws("PS256", inputOf("RS256"), rsa.privateKey))],
  ["the padding of the other", "PS256", () => Buffer.from(signJws("RS256", inputOf("PS256"), rsa.privateKey))],
];

test.each(FORGERIES)("%s is no signature by %s, for laurel and for jose", async (_, alg, forge) => {
  const { privateKey, publicKey } = PAIRS[alg] ?? ed25519;
  const forged = forge(Buffer.from(signJws(alg, inputOf(alg), privateKey)));
  const compact = `${inputOf(alg)}.${forged.toString("base64url")}`;
  expect(verifyJws(alg, inputOf(alg), publicKey, forged)).toBe(false);
  expect([byLaurel(compact, publicKey), await byJose(compact, alg, publicKey)]).toEqual([false, false]);
});

describe("a token", () => {
  const key = signingKey(p256.privateKey);
  const honest = signToken(badge(), key, "#1");
  const [head = "", body = "", signature = ""] = honest.split(".");

  /** The last of 86 characters stands for two bits; the next one in the alphabet for the same two. */
  const slack = (text: string) => text.slice(0, -1) + String.fromCharCode(text.charCodeAt(text.length - 1) + 1);

  test("that laurel signs says the same to jose", async () => {
    const { payload, protectedHeader } = await compactVerify(honest, p256.publicKey);
    expect(protectedHeader).toEqual({ alg: "ES256", kid: "#1", typ: "JWT" });
    expect(JSON.parse(new TextDecoder().decode(payload))).toMatchObject(badge());
  });
  test.each([
    ["with slack bits set", `${head}.${body}.${slack(signature)}`],
    ["with padding", `${head}.${body}.${signature}==`],
    ["in the other alphabet", `${head}.${body}.${signature.slice(0, -4)}+/+A`],
    ["with white space", `${head}.${body}.${signature.slice(0, 10)} ${signature.slice(10)}`],
    ["without a signature", `${head}.${body}.`],
    ["with a part more", `${honest}.`],
    [
      "with a header that must be understood",
      `${base64url('{"alg":"ES256","crit":["b64"],"b64":false}')}.${body}.${signature}`,
    ],
  ])("%s is none", (_, compact) => {
    expect(byLaurel(compact, p256.publicKey)).toBe(false);
  });
  test("with a header that must be understood is none, even where its signature fits", () => {
    const input = `${base64url('{"alg":"ES256","crit":["exp"],"exp":1}')}.${body}`;
    expect(byLaurel(`${input}.${base64url(signJws("ES256", input, p256.privateKey))}`, p256.publicKey)).toBe(false);
  });
});
