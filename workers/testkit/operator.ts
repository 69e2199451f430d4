import type { ApiBindings } from "../api/bindings.ts";
import { signedText } from "../api/operator/signed-text.ts";
import type { OperationName } from "../contracts/operator.ts";
import { type Heard, production, Visitor } from "./api-visitor.ts";

const base64url = (bytes: ArrayBuffer | Uint8Array): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
const hex = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const sha256 = async (bytes: BufferSource): Promise<ArrayBuffer> => await crypto.subtle.digest("SHA-256", bytes);

/** What may be other than it should be in a signed request. */
export interface Bent {
  timeMs?: number;
  nonce?: string;
  host?: string;
  signedBody?: string;
  signedHash?: string;
  signedMethod?: string;
  signedPath?: string;
  authorization?: (right: string) => string;
  method?: string;
}

/** Somebody who keeps the server, and the server with their key in it. */
export class Operator {
  readonly visitor: Visitor;
  readonly keyId: string;
  readonly publicKey: string;
  readonly #privateKey: CryptoKey;

  private constructor(key: { privateKey: CryptoKey; publicKey: string; keyId: string }, env: Partial<ApiBindings>) {
    this.#privateKey = key.privateKey;
    this.publicKey = key.publicKey;
    this.keyId = key.keyId;
    this.visitor = new Visitor({ env: { ...production, OPERATOR_PUBLIC_KEY: key.publicKey, ...env } });
  }

  static async withKey(env: Partial<ApiBindings> = {}): Promise<Operator> {
    const pair = (await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"])) as CryptoKeyPair;
    const raw = (await crypto.subtle.exportKey("raw", pair.publicKey)) as ArrayBuffer;
    const keyId = `o-${hex(await sha256(raw)).slice(0, 12)}`;
    return new Operator({ privateKey: pair.privateKey, publicKey: base64url(raw), keyId }, env);
  }

  async authorization(path: string, body: string, bent: Bent = {}): Promise<string> {
    const url = new URL(path, this.visitor.site);
    const timeMs = bent.timeMs ?? Date.now();
    const nonce = bent.nonce ?? base64url(crypto.getRandomValues(new Uint8Array(16)));
    const text = signedText({
      ...{
        method: bent.signedMethod ?? "POST",
        host: bent.host ?? url.host,
        path: bent.signedPath ?? path,
        timeMs,
        nonce,
      },
      bodyHash: bent.signedHash ?? hex(await sha256(new TextEncoder().encode(bent.signedBody ?? body))),
    });
    const signature = await crypto.subtle.sign("Ed25519", this.#privateKey, new TextEncoder().encode(text));
    const right = `Emberhall-Operator 1.${this.keyId}.${timeMs}.${nonce}.${base64url(signature)}`;
    return bent.authorization?.(right) ?? right;
  }

  async sends(name: string, body: object = {}, bent: Bent = {}): Promise<Heard> {
    const path = `/api/operator/${name}`;
    const text = JSON.stringify(body);
    const headers = { authorization: await this.authorization(path, text, bent), "content-type": "application/json" };
    const method = bent.method ?? "POST";
    return await this.visitor.sends(method, path, method === "GET" ? { headers } : { body: text, headers });
  }

  /** Sends bytes, and in the query what they are about. */
  async brings(name: OperationName, about: object, bytes: Uint8Array | string, bent: Bent = {}): Promise<Heard> {
    const body = typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes;
    const path = `/api/operator/${name}?about=${encodeURIComponent(JSON.stringify(about))}`;
    const bodyHash = hex(await sha256(body as BufferSource));
    const headers = {
      authorization: await this.authorization(path, "", { ...bent, signedHash: bent.signedHash ?? bodyHash }),
      "content-type": "application/octet-stream",
      "x-content-sha256": bodyHash,
    };
    return await this.visitor.sends("POST", path, { body, headers });
  }

  /** Sends and expects it to go well. */
  async asks<T = Record<string, unknown>>(name: OperationName, body: object = {}): Promise<T> {
    const heard = await this.sends(name, body);
    if (heard.status !== 200) throw new Error(`${name}: ${heard.status} ${heard.text}`);
    return (heard.body ?? heard.text) as T;
  }
}
