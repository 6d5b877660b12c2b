import { ed25519 } from "@noble/curves/ed25519.js";
import { canonicalJson } from "#lib/hash";

/**
 * Signatures without WebCrypto, which pages over plain HTTP do not have: ed25519 over the canonical JSON of what is said.
 * Keys and signatures are base64url without padding.
 */

export interface KeyPair {
  /** 32 bytes that never leave this browser's storage. */
  readonly secret: Uint8Array;
  /** The public key: the device's name among authors. */
  readonly author: string;
}

/** 32 bytes as base64url: the name of a device. */
export const AUTHOR = /^[A-Za-z0-9_-]{43}$/;
/** 64 bytes as base64url. */
const SIGNATURE = /^[A-Za-z0-9_-]{86}$/;

const encoder = new TextEncoder();

export function newKey(): KeyPair {
  return keyOf(crypto.getRandomValues(new Uint8Array(32)));
}

/** The pair that belongs to a secret of 32 bytes. */
export function keyOf(secret: Uint8Array): KeyPair {
  return { secret, author: toBase64Url(ed25519.getPublicKey(secret)) };
}

/** Signs a JSON value. */
export function sign(content: unknown, secret: Uint8Array): string {
  return toBase64Url(ed25519.sign(encoder.encode(canonicalJson(content)), secret));
}

/**
 * Whether `author` signed it; about a millisecond. False for whatever is no key and no signature, and for keys of small order, under
 * which one signature fits whatever is said: a signature says which entry is meant.
 */
export function isSigned(content: unknown, signature: string, author: string): boolean {
  if (!AUTHOR.test(author) || !SIGNATURE.test(signature)) return false;
  try {
    const said = encoder.encode(canonicalJson(content));
    return ed25519.verify(fromBase64Url(signature), said, fromBase64Url(author), { zip215: false });
  } catch {
    return false;
  }
}

export function toBase64Url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** Throws where the last letter has bits that mean nothing: with them, anybody could write a signature in sixteen ways. */
function fromBase64Url(text: string): Uint8Array {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
  if (toBase64Url(bytes) !== text) throw new RangeError("base64url: bits are left over");
  return bytes;
}
