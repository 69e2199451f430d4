import { ed25519 } from "@noble/curves/ed25519.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesToHex, hexToBytes } from "./bytes.ts";
import { publicKeyOf, signerOf, signHash, verifyHash } from "./signature.ts";

/** RFC 8032 §7.1, tests 1 to 3: secret key, public key, message, signature. */
const RFC_8032: [string, string, string, string][] = [
  [
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    "",
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
  ],
  [
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    "72",
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
  ],
  [
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    "af82",
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
  ],
];

describe("signatures", () => {
  test.each(RFC_8032)("the key of RFC 8032 %s signs as the RFC says", (secret, publicKey, message, signature) => {
    expect(publicKeyOf(secret)).toBe(publicKey);
    expect(bytesToHex(signerOf(secret)(hexToBytes(message)))).toBe(signature);
  });

  test("our signer writes what the library writes", () => {
    const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(bytes, fc.uint8Array({ maxLength: 80 }), (secret, message) => {
        expect(signerOf(bytesToHex(secret))(message)).toEqual(ed25519.sign(message, secret));
      }),
      { numRuns: 25 },
    );
  });

  test("a signature holds for its hash and key only, and nonsense is no signature", () => {
    const [secret, other] = ["11".repeat(32), "22".repeat(32)];
    const [hash, publicKey] = ["ab".repeat(32), publicKeyOf(secret)];
    const signature = signHash(hash, signerOf(secret));
    expect(verifyHash(hash, signature, publicKey)).toBe(true);
    expect(verifyHash("ac".repeat(32), signature, publicKey)).toBe(false);
    expect(verifyHash(hash, signature, publicKeyOf(other))).toBe(false);
    for (const nonsense of ["", "zz", "00".repeat(64), "ff".repeat(64)])
      expect(verifyHash(hash, nonsense, publicKey)).toBe(false);
    expect(verifyHash(hash, signature, "ff".repeat(32))).toBe(false);
  });
});
