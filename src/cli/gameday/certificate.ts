import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { generate } from "selfsigned";

export interface Certificate {
  readonly pem: { readonly cert: string; readonly key: string };
  /** SHA-256, as browsers show it. */
  readonly fingerprint: string;
  /** Made for this run: browsers warn of it, and of the next one again. */
  readonly isOwn: boolean;
}

/** Reads a certificate, or makes one for this machine's addresses that lasts as long as the process and is on no disk. */
export async function certificateFor(
  given: { readonly cert: string; readonly key: string } | null,
  addresses: readonly string[],
): Promise<Certificate> {
  if (given !== null) {
    const pem = { cert: readFileSync(given.cert, "utf8"), key: readFileSync(given.key, "utf8") };
    return { pem, fingerprint: fingerprintOf(pem.cert), isOwn: false };
  }
  const altNames = [{ type: 2 as const, value: "localhost" }, ...addresses.map((ip) => ({ type: 7 as const, ip }))];
  const made = await generate([{ name: "commonName", value: "Meantime game day" }], {
    keyType: "ec",
    algorithm: "sha256",
    notAfterDate: new Date(Date.now() + 30 * 86_400_000),
    extensions: [
      { name: "basicConstraints", cA: false },
      { name: "extKeyUsage", serverAuth: true },
      { name: "subjectAltName", altNames },
    ],
  });
  const pem = { cert: made.cert, key: made.private };
  return { pem, fingerprint: fingerprintOf(pem.cert), isOwn: true };
}

const fingerprintOf = (pem: string): string => new X509Certificate(pem).fingerprint256;
