import { expect, test } from "vitest";
import { publicKeyOf, signerOf, signHash, verifyHash } from "../core/ledger/index.ts";
import { nativeKey } from "./native-key.ts";

test("a key of the runtime signs byte for byte as the ledger does", () => {
  for (const digit of ["1", "7", "e"]) {
    const secretKey = digit.repeat(64);
    const hash = `0${digit}`.repeat(32);
    const { publicKey, sign } = nativeKey(secretKey);
    const signature = signHash(hash, sign);
    expect(publicKey).toBe(publicKeyOf(secretKey));
    expect(signature).toBe(signHash(hash, signerOf(secretKey)));
    expect(verifyHash(hash, signature, publicKey)).toBe(true);
  }
});
