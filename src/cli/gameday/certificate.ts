import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { isIP, isIPv6 } from "node:net";
import { generate } from "selfsigned";
import { UsageError } from "../args";
import { isLoopback } from "./addresses";

export interface Certificate {
  readonly pem: { readonly cert: string; readonly key: string };
  /** SHA-256, as browsers show it. */
  readonly fingerprint: string;
  /** Made for this run: browsers warn of it, and of the next one again. */
  readonly isOwn: boolean;
  /** Names and addresses that it is for; none with an asterisk. */
  readonly names: readonly string[];
  /** Why browsers will warn of one that was given. */
  readonly warnings: readonly string[];
}

/**
 * Reads a certificate and its key.
 * @throws UsageError that says which of the two files is wrong, and how
 */
export function readCertificate(given: { readonly cert: string; readonly key: string }, now: number): Certificate {
  const pem = { cert: textOf("--cert", given.cert), key: textOf("--key", given.key) };
  const found = certificateIn(pem.cert, given.cert);
  if (!found.checkPrivateKey(keyIn(pem.key, given.key))) {
    throw new UsageError(`the key in ${given.key} is not that of the certificate in ${given.cert}`);
  }
  const [from, to] = [Date.parse(found.validFrom), Date.parse(found.validTo)];
  const warnings: string[] = [];
  if (now > to) warnings.push(`Browsers warn of the certificate: it ended on ${dayOf(to)}.`);
  if (now < from) warnings.push(`Browsers warn of the certificate: it begins on ${dayOf(from)}.`);
  const names = namesOf(found);
  if (names.length === 0) warnings.push("Browsers warn wherever the certificate is not for the name in the address.");
  return { pem, fingerprint: found.fingerprint256, isOwn: false, names, warnings };
}

/** Makes one for this machine's addresses that lasts as long as the process and is on no disk. */
export async function makeCertificate(addresses: readonly string[]): Promise<Certificate> {
  const names = ["localhost", "127.0.0.1", "::1", ...addresses];
  const altNames = [...new Set(names)].map((name) =>
    isIP(name) === 0 ? { type: 2 as const, value: name } : { type: 7 as const, ip: name },
  );
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
  const fingerprint = new X509Certificate(pem.cert).fingerprint256;
  return { pem, fingerprint, isOwn: true, names: addresses, warnings: [] };
}

/** By which of its addresses a machine is opened, so that browsers do not warn: those that a given certificate is for. */
export function addressesUnder(certificate: Certificate | null, addresses: readonly string[]): readonly string[] {
  if (certificate === null || certificate.isOwn) return addresses;
  const names = certificate.names.filter((name) => !isLoopback(name));
  return names.length === 0 ? addresses : names;
}

function textOf(flag: string, file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(
      code === "ENOENT" ? `${flag}: there is no file ${file}` : `${flag}: ${file} cannot be read (${code})`,
    );
  }
}

function certificateIn(pem: string, file: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new UsageError(`--cert wants a certificate in PEM form (-----BEGIN CERTIFICATE-----); ${file} has none`);
  }
}

function keyIn(pem: string, file: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw new UsageError(
      pem.includes("ENCRYPTED")
        ? `the key in ${file} has a passphrase, which cannot be asked for; “openssl pkey -in ${file} -out plain.key” writes it without`
        : `--key wants a private key in PEM form (-----BEGIN PRIVATE KEY-----); ${file} has none`,
    );
  }
}

function namesOf({ subjectAltName }: X509Certificate): readonly string[] {
  const names = [...(subjectAltName ?? "").matchAll(/(?:DNS|IP Address):([^,\s"*]+)(?=,|$)/g)];
  // An address of IPv6 is written out there.
  return names.map(([, name = ""]) => (isIPv6(name) ? new URL(`http://[${name}]`).hostname.slice(1, -1) : name));
}

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
