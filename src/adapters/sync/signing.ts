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

/** Whether `author` signed it; about a millisecond. False for whatever is no key and no signature. */
export function isSigned(content: unknown, signature: string, author: string): boolean {
  if (!AUTHOR.test(author) || !SIGNATURE.test(signature)) return false;
  try {
    return ed25519.verify(fromBase64Url(signature), encoder.encode(canonicalJson(content)), fromBase64Url(author));
  } catch {
    return false;
  }
}

export function toBase64Url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64Url(text: string): Uint8Array {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}
