import { z } from "zod";
import { Me } from "./http.ts";

export const SessionId = z.uuid();
/** One browser that is signed in, as its owner sees it. */
export const SessionCard = z.strictObject({
  id: SessionId,
  /** Such as "Firefox on Linux". */
  label: z.string().max(60),
  openedBy: z.enum(["name", "passkey", "recovery-code", "outside", "dev"]),
  createdAt: z.int(),
  /** To the quarter of an hour. */
  lastSeenAt: z.int(),
  /** The latest it can last, however often it is used. */
  endsAt: z.int(),
  /** The browser that asks. */
  here: z.boolean(),
});
export type SessionCard = z.infer<typeof SessionCard>;
export const SessionList = z.strictObject({ items: z.array(SessionCard).max(100) });

export const PASSKEYS_MAX = 20;
export const PasskeyId = z.string().regex(/^k_[a-z2-7]{20}$/);
export const PasskeyName = z.string().trim().min(1).max(60);
export const PasskeyCard = z.strictObject({
  id: PasskeyId,
  name: PasskeyName,
  /** The person's own system brings it to their other devices. */
  synced: z.boolean(),
  createdAt: z.int(),
  lastUsedAt: z.int().nullable(),
});
export type PasskeyCard = z.infer<typeof PasskeyCard>;
export const RenamePasskey = z.strictObject({ name: PasskeyName });

/** Every way back into an account. */
export const WaysIn = z.strictObject({
  passkeys: z.array(PasskeyCard).max(PASSKEYS_MAX),
  recoveryCodesLeft: z.int().min(0),
  /** Names of outside sign-ins that lead here. */
  outside: z.array(z.string().max(120)).max(20),
});
export type WaysIn = z.infer<typeof WaysIn>;

/** What this deployment offers besides a name. `outside` is the name on the button. */
export const SignInWays = z.strictObject({ passkeys: z.boolean(), outside: z.string().max(40).nullable() });
export type SignInWays = z.infer<typeof SignInWays>;

/** Options as `navigator.credentials` takes them in JSON, from a challenge that is good once and for five minutes. */
export const PasskeyAsked = z.strictObject({ options: z.record(z.string(), z.unknown()) });

const Base64Url = z
  .string()
  .regex(/^[\w-]*$/)
  .max(16_384);
const CredentialId = Base64Url.min(1).max(1_400);
/** What browsers add to these is of no use here and is dropped. */
const credential = { id: CredentialId, rawId: CredentialId, type: z.literal("public-key") };
export const NewCredential = z.object({
  ...credential,
  clientExtensionResults: z.object({}).default({}),
  response: z.object({
    clientDataJSON: Base64Url,
    attestationObject: Base64Url,
    transports: z.array(z.string().max(20)).max(10).optional(),
  }),
});
export const ShownCredential = z.object({
  ...credential,
  clientExtensionResults: z.object({}).default({}),
  response: z.object({
    clientDataJSON: Base64Url,
    authenticatorData: Base64Url,
    signature: Base64Url,
    userHandle: Base64Url.optional(),
  }),
});
export const AddPasskey = z.strictObject({ name: PasskeyName.optional(), credential: NewCredential });
export const UsePasskey = z.strictObject({ credential: ShownCredential });
/** What an authenticator signs, as far as it matters before the signature is checked. */
export const ClientData = z.object({ challenge: Base64Url.min(1).max(200) });

/** Shown this once; only hashes are kept. */
export const RecoveryCodes = z.strictObject({ codes: z.array(z.string().max(29)).max(10) });
/** With the first passkey come codes for the day it is lost. */
export const PasskeyAdded = z.strictObject({
  passkey: PasskeyCard,
  me: Me,
  recoveryCodes: RecoveryCodes.shape.codes.nullable(),
});
export type PasskeyAdded = z.infer<typeof PasskeyAdded>;
/** As it was written down: small letters, blanks and dashes do not matter. Codes of earlier versions had sixteen letters. */
export const RecoverySignIn = z.strictObject({
  code: z
    .string()
    .max(80)
    .transform((typed) => typed.toUpperCase().replaceAll(/[\s-]/g, ""))
    .pipe(z.string().regex(/^(?:[A-HJ-NP-Z2-9]{24}|[A-HJ-NP-Z2-9]{16})$/, "Twenty-four letters and numbers.")),
});

/** Where to send the browser afterwards: a page of ours. */
const OwnPath = z
  .string()
  .max(200)
  .regex(/^\/(?![/\\])[\w\-./~%]*$/);
export const OutsideSignIn = z.strictObject({ back: OwnPath.optional() });
export const OutsideAsked = z.strictObject({ url: z.url().max(4_000) });
/** What the issuer sends back. Issuers add more, which says nothing to us. */
export const OutsideReturn = z.object({
  state: z.string().max(200),
  code: z.string().max(4_096).optional(),
  error: z.string().max(200).optional(),
  iss: z.string().max(500).optional(),
});
/** What is remembered between the two steps. */
export const OutsideKept = z.strictObject({
  nonce: z.string().max(64),
  verifier: z.string().max(64),
  back: OwnPath,
  issuer: z.string().max(500),
  /** The session that began it, which may tie its account to what comes back; null when nobody was signed in. */
  sessionId: SessionId.nullable(),
});
/** The part of an issuer's discovery document that is used (OpenID Connect Discovery 1.0). */
export const IssuerDocument = z.object({
  issuer: z.string().max(500),
  authorization_endpoint: z.url().max(2_000),
  token_endpoint: z.url().max(2_000),
  jwks_uri: z.url().max(2_000),
  token_endpoint_auth_methods_supported: z.array(z.string()).max(40).optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
});
/** And the part that says where its keys are. */
export const IssuerKeys = IssuerDocument.pick({ issuer: true, jwks_uri: true });
export const IssuerTokens = z.object({ id_token: z.string().max(16_384) });
/** Who the issuer says it is. `sub` never changes; a name is only a suggestion, and an e-mail address is not read. */
export const IdClaims = z.object({
  sub: z.string().min(1).max(255),
  nonce: z.string().max(64),
  azp: z.string().max(500).optional(),
  name: z.string().max(400).optional(),
  nickname: z.string().max(400).optional(),
  preferred_username: z.string().max(400).optional(),
});
/** Whom a token of the trusted issuer is about. */
export const TrustedClaims = IdClaims.pick({ sub: true, name: true, nickname: true, preferred_username: true });
