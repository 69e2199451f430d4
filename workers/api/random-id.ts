const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
/** Without I, O, 0 and 1: a code is read out loud and typed on a phone. */
const INVITE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** An id of 100 random bits behind its kind: `c_` campaign, `m_` member, `a_` account, `h_` character, `u_` uploaded file, `k_` passkey, `j_` request to join. */
export function randomId(kind: "c" | "m" | "a" | "h" | "u" | "k" | "j"): string {
  return `${kind}_${randomText(BASE32, 20)}`;
}

/** Eight characters, 40 random bits. */
export function randomInviteCode(): string {
  return randomText(INVITE_ALPHABET, 8);
}

/** Six times four characters, 120 random bits: so many that one pass of a hash keeps them (112 are asked for). */
export function randomRecoveryCode(): string {
  return Array.from({ length: 6 }, () => randomText(INVITE_ALPHABET, 4)).join("-");
}

/** Both alphabets have 32 letters, so five bits of a byte choose one without bias. */
function randomText(alphabet: string, length: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return Array.from(bytes, (byte) => alphabet[byte & 31]).join("");
}
