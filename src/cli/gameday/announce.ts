import { networkInterfaces } from "node:os";
import { renderUnicodeCompact } from "uqr";
import type { Options } from "./options";
import type { GameDay } from "./serve";

/** Addresses of this machine that others in the network may reach it at, IPv4 first; those it listens at only. */
export function addressesOf(host: string): readonly string[] {
  if (host !== "0.0.0.0" && host !== "::") return [host];
  const all = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return all.filter(({ internal, family }) => !internal && family === "IPv4").map(({ address }) => address);
}

/** What stands in the terminal when it runs. */
export function announcement(day: GameDay, options: Options, addresses: readonly string[]): string {
  const urlOf = (host: string) =>
    `http${options.https ? "s" : ""}://${host.includes(":") ? `[${host}]` : host}:${day.port}/`;
  const isOpen = options.host === "0.0.0.0" || options.host === "::";
  const [first] = addresses;
  const lines = ["", "Meantime, with a relay for game days", ""];
  if (isOpen) lines.push(`  on this machine   ${urlOf("localhost")}`);
  for (const address of addresses) lines.push(`  in this network   ${urlOf(address)}`);
  if (first === undefined) lines.push("  This machine is in no network: others cannot reach it.");
  else lines.push("", indented(renderUnicodeCompact(urlOf(first))));
  lines.push("", ...remarks(day, options));
  return lines.join("\n");
}

function remarks({ certificate, relay }: GameDay, { sync }: Options): readonly string[] {
  const lines = [
    "Everybody opens this address; a room is opened on the page of game days, which shows the address to join it.",
  ];
  lines.push(
    certificate === null
      ? "For trusted networks: without encryption, whoever is in the network can read along. With --https they cannot."
      : "For trusted networks: whoever reaches this address may open rooms.",
  );
  if (certificate?.isOwn === true) {
    lines.push(
      "Browsers warn of the certificate, because it was made just now. Its SHA-256 fingerprint is",
      `  ${certificate.fingerprint}`,
    );
  }
  lines.push(
    relay === null
      ? `Rooms are on ${sync}; this server only has the app.`
      : "Rooms are in memory only. When this is stopped, everybody keeps what they have and brings it back later.",
  );
  return [...lines, "Stop it with Ctrl+C."];
}

const indented = (text: string): string =>
  text
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n");
