import { base64Url } from "../api/secrets.ts";

type Cbor = number | string | Uint8Array | Map<Cbor, Cbor>;
interface Made {
  id: string;
  keys: CryptoKeyPair;
  userHandle: string;
}
/** What a page hands on from the server. */
interface Options {
  challenge: string;
  rp?: { id?: string };
  rpId?: string;
  user?: { id: string };
}
/** What goes wrong, or is done wrongly. */
interface Lies {
  origin?: string;
  rpId?: string;
  challenge?: string;
  type?: string;
  userVerified?: boolean;
  userHandle?: string;
  counter?: number;
}

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const sha256 = async (data: Uint8Array<ArrayBuffer>): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", data));
const joined = (...parts: Uint8Array[]): Uint8Array<ArrayBuffer> => Uint8Array.from(parts.flatMap((part) => [...part]));

/** An authenticator in a few lines, for tests without a browser. It makes ES256 passkeys and does as it is told. */
export class SoftAuthenticator {
  readonly made: Made[] = [];
  counter = 0;
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** As `navigator.credentials.create` would answer. */
  async creates(options: Options, lies: Lies = {}) {
    const keys = (await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, [
      "sign",
    ])) as CryptoKeyPair;
    const rawId = crypto.getRandomValues(new Uint8Array(16));
    const made = { id: base64Url(rawId), keys, userHandle: options.user?.id ?? "" };
    const { x = "", y = "" } = (await crypto.subtle.exportKey("jwk", keys.publicKey)) as JsonWebKey;
    // COSE: key type EC2, algorithm ES256, curve P-256.
    const key = new Map<Cbor, Cbor>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, fromBase64(x)],
      [-3, fromBase64(y)],
    ]);
    const attested = joined(new Uint8Array(16), Uint8Array.of(0, rawId.length), rawId, cbor(key));
    const authData = joined(await this.#authData(options.rp?.id ?? "", lies, 0x40), attested);
    const attestation = new Map<Cbor, Cbor>([
      ["fmt", "none"],
      ["attStmt", new Map()],
      ["authData", authData],
    ]);
    this.made.push(made);
    const response = {
      clientDataJSON: this.#clientData("webauthn.create", options.challenge, lies),
      attestationObject: base64Url(cbor(attestation)),
      transports: ["internal"],
    };
    return { id: made.id, rawId: made.id, type: "public-key" as const, clientExtensionResults: {}, response };
  }

  /** As `navigator.credentials.get` would answer, with the passkey made last or another. */
  async shows(options: Options, lies: Lies = {}, made: Made | undefined = this.made.at(-1)) {
    if (made === undefined) throw new Error("It has made no passkey.");
    const clientDataJSON = this.#clientData("webauthn.get", options.challenge, lies);
    const authData = await this.#authData(options.rpId ?? "", lies, 0);
    const signed = joined(authData, await sha256(fromBase64(clientDataJSON)));
    const raw = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, made.keys.privateKey, signed);
    const response = {
      ...{ clientDataJSON, authenticatorData: base64Url(authData), signature: base64Url(der(new Uint8Array(raw))) },
      userHandle: lies.userHandle ?? made.userHandle,
    };
    return { id: made.id, rawId: made.id, type: "public-key" as const, clientExtensionResults: {}, response };
  }

  #clientData(type: string, challenge: string, lies: Lies): string {
    const told = {
      type: lies.type ?? type,
      challenge: lies.challenge ?? challenge,
      origin: lies.origin ?? this.#origin,
    };
    return base64Url(bytes(JSON.stringify(told)));
  }

  async #authData(rpId: string, lies: Lies, more: number): Promise<Uint8Array<ArrayBuffer>> {
    const flags = 0x01 | (lies.userVerified === false ? 0 : 0x04) | more;
    this.counter = lies.counter ?? this.counter + 1;
    const counter = new Uint8Array(4);
    new DataView(counter.buffer).setUint32(0, this.counter);
    return joined(await sha256(bytes(lies.rpId ?? rpId)), Uint8Array.of(flags), counter);
  }
}

/** RFC 8949, as far as an authenticator goes: small numbers, short strings, maps. */
function cbor(value: Cbor): Uint8Array<ArrayBuffer> {
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === "string") return joined(head(3, bytes(value).length), bytes(value));
  if (value instanceof Uint8Array) return joined(head(2, value.length), value);
  return joined(head(5, value.size), ...[...value].flatMap(([key, item]) => [cbor(key), cbor(item)]));
}

function head(major: number, size: number): Uint8Array<ArrayBuffer> {
  const kind = major << 5;
  if (size < 24) return Uint8Array.of(kind | size);
  return size < 256 ? Uint8Array.of(kind | 24, size) : Uint8Array.of(kind | 25, size >> 8, size & 255);
}

/** Web Crypto gives the two numbers side by side; authenticators give ASN.1. */
function der(signature: Uint8Array): Uint8Array {
  const number = (half: Uint8Array): Uint8Array => {
    const at = half.findIndex((byte) => byte !== 0);
    const trimmed = half.slice(Math.max(0, at));
    const positive = (trimmed[0] ?? 0) > 127 ? joined(Uint8Array.of(0), trimmed) : trimmed;
    return joined(Uint8Array.of(2, positive.length), positive);
  };
  const body = joined(number(signature.slice(0, 32)), number(signature.slice(32)));
  return joined(Uint8Array.of(0x30, body.length), body);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
}
