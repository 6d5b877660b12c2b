import type { CredentialSpec } from "#domain/mechanics";
import { fail, type Host, meant, nodeNamed, type Program, print, readOptions } from "./shell";
import { certificateDate, longDate } from "./time";

/** Seconds a new certificate is valid. */
const RENEWED = 90 * 86_400;

/** When a credential expires now: as declared, or a full term after it was last rotated; null = never. */
export function expiryOf(host: Host, credential: CredentialSpec): number | null {
  const rotated = host.w.operations
    .filter(
      (o) =>
        o.request.action === "rotate-credential" &&
        o.request.key === credential.id &&
        o.phase === "done" &&
        o.endsAt <= host.now,
    )
    .at(-1);
  return rotated === undefined ? credential.expires : rotated.endsAt + RENEWED;
}

/** `openssl s_client -connect host:443` and `openssl x509 -enddate`: what the certificate of a node says. */
export const openssl: Program = (host, words) => {
  const [verb] = words;
  const options = readOptions(words, new Set(["-connect", "-servername", "-in", "-checkend"]));
  if (verb !== "s_client" && verb !== "x509") {
    return fail("usage: openssl s_client -connect SERVICE:443    openssl x509 -enddate -in SERVICE");
  }
  const name = (options.value("-connect") ?? options.value("-in") ?? options.rest[1] ?? "").replace(/:\d+$/, "");
  const node = nodeNamed(host, name);
  const known = (host.w.system.credentials ?? []).filter((c) => c.kind === "certificate");
  if (node === undefined)
    return fail(
      `openssl: cannot resolve "${name}".${meant(
        name,
        host.w.system.nodes.map(({ id }) => id),
      )}`,
    );
  const credential = known.find((c) => c.node === node.id);
  if (credential === undefined)
    return print(`CONNECTED(00000003)\nno certificate of its own: TLS for ${node.id} ends in front of it`);
  const expires = expiryOf(host, credential);
  const until = expires === null ? "never" : certificateDate(host, expires);
  const isOver = expires !== null && expires <= host.now;
  if (verb === "x509") return { output: `notAfter=${until}`, exit: isOver && options.has("-checkend") ? 1 : 0 };
  return {
    output: [
      "CONNECTED(00000003)",
      ` 0 s:CN = ${credential.label}`,
      `   v:NotAfter: ${until}`,
      isOver ? "Verify return code: 10 (certificate has expired)" : "Verify return code: 0 (ok)",
      `(asked at ${longDate(host, host.now)})`,
    ].join("\n"),
    exit: isOver ? 1 : 0,
  };
};
