// Keys whose private half is published: examples of standards and demonstrations. Anybody can sign with them, and those
// who began with an example sometimes never stopped. Here stand thumbprints of their public halves (RFC 7638).
import type { KeyObject } from "node:crypto";
import { skipped } from "../core/finding.ts";
import { publicJwkOf, thumbprintOf } from "../dids/signing-key.ts";
import type { Check } from "./examination.ts";

const words = (text: string): readonly string[] => text.split(/\s+/);

const PUBLISHED: ReadonlySet<string> = new Set([
  // Examples in the standards for EdDSA, ECDSA and BBS cryptosuites, proof sets and proof chains.
  ...words(`Ypa5BNGp-ImhVwCze6O4zHVVNcGqCq-3LOCZWBZTRcs DOvxvJiAdIqVWIkFt5hDtCunXLF0BV4-JGv4f-ALSm0
    l2tfkSzhekdOr24I18E1O_-49AlK14MTo7OxJMS7-HI AwSBHtDCp9PwlDUcYaV07scGxdQGfJ5T0b4iF7D4Rzo
    evhJcBYSjjfRI-OkT8sXIngLQ3rdO2mq7rz52H30GVU xvlEUey53UR6sVpeaSHDR3RfdtQKKrh8ngzJwkEsr7s
    6gRfh2URH8whGOlPAxlv5YjF8Qa4ml5K2XYbCJ4rKio A9bfbEss70nUQhlSH8FT2fJ-BSPr_XKgSsMiusEL2hw`),
  // The implementation guide of Open Badges 3.0.
  ...words("e6qatsbWPohZ-Durvnv048-1rq_7SUGqfQibivUtvFs"),
  // Test vectors of did:key.
  ...words(`9ZP03Nu8GrXPAUkbKNxHOKBzxPX83SShgFkRNK-f2lw 3iR-H6Xx_3rpt7eNMUVNazSZkUclb_cekBJZZL4mlUs
    TrI1g9her5mzNtdwThUyqwwGfZVLKd3MMoWkRY-Fn8c lzuJZs8TRZTS58n4ByWkx4vAw6LpxQO-ykQyDCoMsXY
    QPN424pXjFiSh_U0ACvTVXy4LLVuJdBinxFsUE1VUaA u7vrjwUEqr4_WVk1nfCx7nhirx2CrSvP9yUbAN4FNiQ
    MgsCmt1iEYRdOQ9t4xnXFCkOlVYLtXcu7jb-3FLa8AQ x3JhPkdNGBAw1PtUqD5qay-yEIIcRRWo6MNvKzuxtVA
    HjHBU9wBcGK79LtWdxWyM3rKqG3XzFB5lDoABmnQAkg mIacHVJRCR2sPUx14Xx57wg_pG61iMm2tKjc0Yd7bM8
    ayS3iwhUJ7-E1e4brt3EtKY01eg5lTGj44jJZ4Pn8_U JBSTUjf7yop3K3HCdD7vLmT1OYezG4RBPvB2YohTDVA`),
  // Fixtures of the Digital Credentials Consortium, whose seeds stand in their README.
  ...words(`HJFmXEnQD1Dw1rYFo8cJ3Wx8-TzWb0YsJWjiZGJ_hGg K_LYoL1lmqekgpC7nv62ixj1b9ir6FoSAMIfnKK8pX0
    XFLsEim6UWQwKP_pHfWgEd34ST_TH_WBqtVPyhH1KAE q9PT-_OcvggrJx5Y5VvGSeHWol2MOuU2ZeNU-5uXx_w`),
  // Test suites for credentials as JWT.
  ...words(`73voMXFNmNlOEpuYCSJlh8eN0dscykoO6gBukgRS1uU KQsihxP-LTeTZO2ETEfduP153UBIiFRhI8nSklMSmm0
    2aOHaQxsWVT4mLsUkdtlCnUV-au0BBR-5yPYaPaCc5k _nADNuUSTqag8S2f-7ndynG1aRxJQ4v6KtgsNjky3L4
    vAbMRuQxeUbS55u3e3vNpp0hoIg2qQWuGBil_ksYL6E CgPvKwCoS1R7CIzFMiVjUM8KgOZmF0PbKL24jWtmOmY
    65cJaIv0AEYB6eIHHjqJctu6bmgZZGaAh1AKBgyB45g m9wgVpaiMxWgkmIpxh2L_uWsxol_F69AJg7Nd4YSOac`),
  // Ed25519 seeds of bytes that count up or are all ones; those of RFC 8032, section 7.1; keys of RFC 7515 and 7517.
  ...words(`LlsmkXmHJuXWkRZLv_FKl_mprfIV5aYVnXqCgsebsdU 1IG2tMH7J2wbJZnOf8LJzQitKf7LMvoAElsuDMVM54Y
    WWpn_pfHui9YKR4CZtQsDGMu7_Gch2zYChfSvnxgtPk kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k
    FtIu-VbGrfe_KB6CH7GNwODB72MNxj_ml11dEvO-7kk FVV5umTuau890q59V-4Ga_R6qWb7ON_ivJc4EjvCwTM
    oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s`),
]);

const known = new WeakMap<KeyObject, boolean>();

/** Whether the private half of a key is known to everybody. */
export function isPublicKey(key: KeyObject): boolean {
  const found = known.get(key) ?? PUBLISHED.has(thumbprintOf(publicJwkOf(key)));
  known.set(key, found);
  return found;
}

/**
 * A signature by such a key holds, and is worth nothing. It is said and does not decide: demonstrations are made to be
 * verified. Where trust is asked for, it fails.
 */
export const publicKeyCheck: Check = {
  ids: [],
  after: ["shape", "proof.signature"],
  run: ({ used }) =>
    [...used].some(isPublicKey)
      ? [
          skipped(
            "proof.key",
            "KEY_PUBLIC",
            "the private half of this key is published, so that anybody may have signed: for demonstrations only",
            "/proof",
          ),
        ]
      : [],
};
