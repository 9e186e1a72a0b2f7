/**
 * An authenticator in software: a P-256 key that signs the challenges that it is given, as the Web Authentication
 * standard says (https://www.w3.org/TR/webauthn-3/#sctn-authenticator-data). What it answers is checked by the real
 * library.
 */
import { isoCBOR } from "@simplewebauthn/server/helpers";
import { base64url, fromBase64url, utf8 } from "./bytes.ts";

/** What Auth.js answers about a ceremony, as far as it matters here. */
export interface Ceremony {
  readonly challenge: string;
  readonly rp?: { readonly id?: string };
  readonly rpId?: string;
  readonly excludeCredentials?: readonly { readonly id: string }[];
  readonly allowCredentials?: readonly { readonly id: string }[];
}

export interface Passkey {
  /** In base64url, as a browser has it. */
  readonly id: string;
  /** How many signatures it says to have made. Synchronised passkeys say 0 for ever. */
  counter: number;
  /** Answers a registration. */
  register(ceremony: Ceremony, origin: string): Promise<object>;
  /** Answers an authentication. */
  sign(ceremony: Ceremony, origin: string): Promise<object>;
}

/** User present, user verified, may be backed up, is backed up. */
const flags = 0b0001_1101;
const withCredential = 0b0100_0000;
/** Of COSE: the type of key, its algorithm, its curve and the coordinates. */
const cose = { type: 1, algorithm: 3, curve: -1, x: -2, y: -3 };

/** A new passkey. */
export async function createPasskey(): Promise<Passkey> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, [
    "sign",
    "verify",
  ]);
  const { x = "", y = "" } = await crypto.subtle.exportKey("jwk", publicKey);
  const id = crypto.getRandomValues(new Uint8Array(32));
  const encodedId = base64url(id);

  const authenticatorData = async (rpId: string, counter: number, extra: readonly Uint8Array[] = []) => {
    const count = new Uint8Array(4);
    new DataView(count.buffer).setUint32(0, counter);
    const bits = extra.length > 0 ? flags | withCredential : flags;
    return joined([await sha256(utf8(rpId)), Uint8Array.of(bits), count, ...extra]);
  };

  const passkey: Passkey = {
    id: encodedId,
    counter: 0,
    async register({ challenge, rp }, origin) {
      const key = new Map<number, number | Uint8Array>([
        [cose.type, 2],
        [cose.algorithm, -7],
        [cose.curve, 1],
        [cose.x, fromBase64url(x)],
        [cose.y, fromBase64url(y)],
      ]);
      const length = Uint8Array.of(id.length >> 8, id.length & 0xff);
      const credential = [new Uint8Array(16), length, id, isoCBOR.encode(key)];
      const attestation = new Map<string, string | Uint8Array | Map<string, string>>([
        ["fmt", "none"],
        ["attStmt", new Map()],
        ["authData", await authenticatorData(rp?.id ?? "", passkey.counter, credential)],
      ]);
      return answered(encodedId, {
        clientDataJSON: clientData("webauthn.create", challenge, origin),
        attestationObject: base64url(isoCBOR.encode(attestation)),
        transports: ["internal", "hybrid"],
      });
    },
    async sign({ challenge, rpId }, origin) {
      const data = await authenticatorData(rpId ?? "", passkey.counter);
      const client = clientData("webauthn.get", challenge, origin);
      const signed = joined([data, await sha256(fromBase64url(client))]);
      const signature = await signatureOf(privateKey, signed);
      return answered(encodedId, {
        clientDataJSON: client,
        authenticatorData: base64url(data),
        signature: base64url(asDer(signature)),
      });
    },
  };
  return passkey;
}

function answered(id: string, response: object): object {
  return { id, rawId: id, type: "public-key", clientExtensionResults: {}, response };
}

function clientData(type: string, challenge: string, origin: string): string {
  return base64url(utf8(JSON.stringify({ type, challenge, origin, crossOrigin: false })));
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(parts));
}

/**
 * A signature of two numbers that take all of their 32 bytes. One in a hundred has a shorter one, which is as good, but
 * version 9 of the library that checks it, the one that Auth.js asks for, does not put the zero back.
 */
async function signatureOf(key: CryptoKey, data: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  let signature: Uint8Array;
  do {
    signature = new Uint8Array(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, key, data));
  } while (signature[0] === 0 || signature[32] === 0);
  return signature;
}

/** WebCrypto answers the two numbers of a signature side by side; the standard has them in DER. */
function asDer(signature: Uint8Array): Uint8Array {
  const number = (bytes: Uint8Array) => {
    const body = (bytes[0] ?? 0) > 0x7f ? joined([Uint8Array.of(0), bytes]) : bytes;
    return joined([Uint8Array.of(0x02, body.length), body]);
  };
  const body = joined([number(signature.slice(0, 32)), number(signature.slice(32))]);
  return joined([Uint8Array.of(0x30, body.length), body]);
}
