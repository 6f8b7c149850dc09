import { createHmac, createSign, generateKeyPairSync, randomUUID, type KeyObject } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

// An OpenID Connect provider that answers as its tests want: right, or with a token that somebody has tampered with.

type Claims = Record<string, unknown>;

/** An id token before it is signed, and how it is signed. */
export type Draft = { header: Claims; claims: Claims; sign: (text: string) => string };

export type Forgery = (draft: Draft, keys: { own: KeyObject; foreign: KeyObject; publicPem: string }) => Draft | string;

const coded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** The signature of RS256. */
export const signedBy = (key: KeyObject) => (text: string) => createSign("RSA-SHA256").update(text).sign(key).toString("base64url");

/** The signature of HS256, as with a public key that is taken for a secret. */
export const keyedBy = (secret: string) => (text: string) => createHmac("sha256", secret).update(text).digest("base64url");

export const serialized = ({ header, claims, sign }: Draft): string => {
  const text = `${coded(header)}.${coded(claims)}`;
  return `${text}.${sign(text)}`;
};

export class ForgingProvider {
  readonly setting = { id: "forger", name: "Forger", issuer: "", clientId: "portico", clientSecret: "tests-only" };
  /** What is done to the next token. */
  forgery: Forgery | null = null;
  /** Who signs in, and with which nonce the portal asked. */
  who = { sub: "", email: "" };
  nonce = "";
  /** The last token that was right. */
  last = "";
  private readonly own = generateKeyPairSync("rsa", { modulusLength: 2048 });
  private readonly foreign = generateKeyPairSync("rsa", { modulusLength: 2048 });
  private readonly server = createServer((request, response) => {
    const answers: Record<string, () => object> = { "/.well-known/openid-configuration": () => this.configuration(), "/jwks": () => this.keys(), "/token": () => this.tokens() };
    const answer = answers[request.url!.split("?", 1)[0]!];
    response.writeHead(answer ? 200 : 404, { "Content-Type": "application/json" }).end(JSON.stringify(answer?.() ?? {}));
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    this.setting.issuer = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop = () => new Promise((resolve) => this.server.close(resolve));

  private configuration() {
    const { issuer } = this.setting;
    const at = { authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks`, userinfo_endpoint: `${issuer}/userinfo` };
    return { issuer, ...at, response_types_supported: ["code"], subject_types_supported: ["public"], id_token_signing_alg_values_supported: ["RS256"] };
  }

  private keys() {
    return { keys: [{ ...this.own.publicKey.export({ format: "jwk" }), kid: "own", use: "sig", alg: "RS256" }] };
  }

  private tokens() {
    const seconds = Math.floor(Date.now() / 1000);
    const claims = { iss: this.setting.issuer, aud: this.setting.clientId, iat: seconds, exp: seconds + 300, nonce: this.nonce, jti: randomUUID(), ...this.who, email_verified: true, name: "Ida Berg" };
    const right: Draft = { header: { alg: "RS256", typ: "JWT", kid: "own" }, claims, sign: signedBy(this.own.privateKey) };
    const keys = { own: this.own.privateKey, foreign: this.foreign.privateKey, publicPem: this.own.publicKey.export({ type: "spki", format: "pem" }) as string };
    const made = this.forgery ? this.forgery(right, keys) : right;
    const token = typeof made === "string" ? made : serialized(made);
    if (!this.forgery) this.last = token;
    return { access_token: "opaque", token_type: "Bearer", expires_in: 300, id_token: token };
  }
}
