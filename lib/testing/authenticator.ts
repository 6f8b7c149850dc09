// A passkey device in software, for tests that need no browser: keeps key pairs, answers questions as a browser would.
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";
import { isoCBOR } from "@simplewebauthn/server/helpers";

type Made = { id: Buffer; key: KeyObject };
type Question = { challenge: string };

const sha256 = (bytes: Buffer | string) => createHash("sha256").update(bytes).digest();
const text = (bytes: Buffer) => bytes.toString("base64url");

export class Authenticator {
  private made: Made | null = null;
  private counter = 0;

  constructor(private readonly origin: string) {}

  private client(type: string, { challenge }: Question): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.origin, crossOrigin: false }));
  }

  private data(flags: number, counter: number): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(new URL(this.origin).hostname), Buffer.from([flags]), count]);
  }

  /** Makes a passkey for a question; answers what the browser would send. */
  make(question: Question): string {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const { x, y } = publicKey.export({ format: "jwk" }) as { x: string; y: string };
    this.made = { id: randomBytes(16), key: privateKey };
    const cose = new Map<number, number | Uint8Array>([[1, 2], [3, -7], [-1, 1], [-2, new Uint8Array(Buffer.from(x, "base64url"))], [-3, new Uint8Array(Buffer.from(y, "base64url"))]]);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.made.id.length);
    const authData = Buffer.concat([this.data(0x45, 0), Buffer.alloc(16), length, this.made.id, isoCBOR.encode(cose)]);
    const attestation = isoCBOR.encode(new Map<string, unknown>([["fmt", "none"], ["attStmt", new Map()], ["authData", new Uint8Array(authData)]]) as never);
    const id = text(this.made.id);
    const response = { clientDataJSON: text(this.client("webauthn.create", question)), attestationObject: text(Buffer.from(attestation)), transports: ["internal"] };
    return JSON.stringify({ id, rawId: id, type: "public-key", clientExtensionResults: {}, response });
  }

  /** Answers a question with the passkey; a copy of the device counts from where it was copied. */
  prove(question: Question, counter = ++this.counter): string {
    const { id, key } = this.made!;
    const client = this.client("webauthn.get", question);
    const authData = this.data(0x05, counter);
    const signature = sign("sha256", Buffer.concat([authData, sha256(client)]), key);
    const response = { clientDataJSON: text(client), authenticatorData: text(authData), signature: text(signature) };
    return JSON.stringify({ id: text(id), rawId: text(id), type: "public-key", clientExtensionResults: {}, response });
  }
}
