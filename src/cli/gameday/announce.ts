import { renderUnicodeCompact } from "uqr";
import { inUrl, isOpenHost } from "./addresses";
import type { Options } from "./options";
import type { GameDay } from "./serve";

/**
 * What stands in the terminal when it runs.
 * @param isTerminal it goes to a terminal, which has colours
 */
export function announcement(day: GameDay, options: Options, isTerminal = false): string {
  const urlOf = (host: string) => `http${options.https ? "s" : ""}://${inUrl(host)}:${day.port}/`;
  const [first, ...more] = day.addresses.map(urlOf);
  const lines = ["", "Meantime, with a relay for game days", ""];
  if (isOpenHost(options.host)) lines.push(`  on this machine   ${urlOf("localhost")}`);
  else if (first === undefined) lines.push(`  on this machine   ${urlOf(options.host)}`);
  if (first !== undefined) {
    lines.push(`  in this network   ${first}`, ...more.map((url) => `                    ${url}`));
    lines.push("", codeOf(first, isTerminal));
  }
  lines.push("", ...aboutAddresses(day, options), ...remarks(day, options));
  return lines.join("\n");
}

function aboutAddresses({ port, addresses }: GameDay, options: Options): readonly string[] {
  const lines: string[] = [];
  if (options.port !== 0 && port !== options.port) {
    lines.push(`Port ${options.port} is in use, perhaps by an earlier one: this is ${port}.`);
  }
  if (addresses.length > 1) lines.push("The code is for the first. Who cannot open that tries another.");
  if (addresses.length === 0) {
    lines.push(
      isOpenHost(options.host)
        ? "This machine is in no network: others cannot reach it. Join one, and start it again."
        : `Others cannot reach it: only this machine has ${options.host}. Leave --host away to let them.`,
    );
  }
  return lines;
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
  for (const warning of certificate?.warnings ?? []) lines.push(warning);
  lines.push(
    relay === null
      ? `Rooms are on ${sync}; this server only has the app.`
      : "Rooms are in memory only. When this is stopped, everybody keeps what they have and brings it back later.",
  );
  return [...lines, "Stop it with Ctrl+C."];
}

/** An address as a picture that a camera reads: light on dark, whatever the colours of the terminal, with a margin. */
const codeOf = (url: string, isTerminal: boolean): string =>
  renderUnicodeCompact(url, { border: 2 })
    .split("\n")
    .map((line) => (isTerminal ? `  \u001b[97;40m${line}\u001b[0m` : `  ${line}`))
    .join("\n");
