import { expect, test } from "vitest";
import { publicKeyOf, signerOf, signHash, verifyHash } from "../core/ledger/index.ts";
import { nativeSigner } from "./native-signer.ts";

test("the runtime signs byte for byte as the ledger does", () => {
  for (const digit of ["1", "7", "e"]) {
    const secretKey = digit.repeat(64);
    const hash = `0${digit}`.repeat(32);
    const signature = signHash(hash, nativeSigner(secretKey));
    expect(signature).toBe(signHash(hash, signerOf(secretKey)));
    expect(verifyHash(hash, signature, publicKeyOf(secretKey))).toBe(true);
  }
});
