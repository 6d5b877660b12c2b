import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { UsageError } from "../args";
import { ANY, addressesOf, inUrl } from "./addresses";
import { addressesUnder, type Certificate, makeCertificate, readCertificate } from "./certificate";
import { Files } from "./files";
import type { Options } from "./options";
import { Relay } from "./relay";

/** Where the relay is on the server of the app; below a path where that is behind a proxy. */
const PATH = "relay";
/** Ports that are tried after the one that was asked for. */
const TRIES = 20;

export interface GameDay {
  readonly port: number;
  /** By which others open it, the likeliest first. */
  readonly addresses: readonly string[];
  readonly certificate: Certificate | null;
  readonly relay: Relay | null;
  close(): Promise<void>;
}

/**
 * Serves a built app and a relay on one port.
 * @param found addresses of this machine in its network
 * @throws UsageError where it cannot listen, or a certificate is not right
 */
export async function serveGameDay(folder: string, options: Options, found: readonly string[]): Promise<GameDay> {
  const files = new Files(folder);
  const relay = options.sync === null ? new Relay({ idle: options.idle * 60_000 }) : null;
  const certificate = options.https ? await certificateFor(options, found) : null;
  const addresses = addressesUnder(certificate, found);
  const hosts = [...new Set([...addresses, ...found])];
  const about = JSON.stringify({ relay: "meantime", at: options.sync ?? PATH, hosts: hosts.map(inUrl) });
  const handle = (request: IncomingMessage, response: ServerResponse) => answer(request, response, files, about);
  const server = certificate === null ? createServer(handle) : createSecureServer(certificate.pem, handle);
  if (relay === null) server.on("upgrade", (_request, socket) => socket.destroy());
  else relay.attach(server, `/${PATH}`);
  await listen(server, options);
  const close = () =>
    new Promise<void>((resolve) => {
      relay?.close();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { port: (server.address() as AddressInfo).port, addresses, certificate, relay, close };
}

function answer(request: IncomingMessage, response: ServerResponse, files: Files, about: string): void {
  const isHead = request.method === "HEAD";
  if (request.method !== "GET" && !isHead) {
    response.writeHead(405, { allow: "GET, HEAD" }).end();
    return;
  }
  const path = pathOf(request.url);
  if (path === null) response.writeHead(400).end();
  else if (path === `/${PATH}/about`) {
    response
      .writeHead(200, { "content-type": "application/json", "cache-control": "no-store" })
      .end(isHead ? "" : about);
  } else files.answer(path, response, /\bgzip\b/.test(String(request.headers["accept-encoding"])), isHead);
}

/** What was asked for; null where it is no address. */
function pathOf(url = "/"): string | null {
  try {
    return decodeURIComponent(new URL(url, "http://here").pathname);
  } catch {
    return null;
  }
}

const certificateFor = ({ certificate }: Options, addresses: readonly string[]): Promise<Certificate> | Certificate =>
  certificate === null ? makeCertificate(addresses) : readCertificate(certificate, Date.now());

/** Listens at the port, or the next one that is free. */
async function listen(server: Server, { port, host }: Options): Promise<void> {
  for (let next = port; ; next++) {
    const error = await attempt(server, next, host);
    if (error === null) return;
    if (error.code !== "EADDRINUSE" || next - port >= TRIES || port === 0)
      throw new UsageError(whyNot(error, next, host));
  }
}

function attempt(server: Server, port: number, host: string): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException) => resolve(error);
    server.once("error", failed);
    // Without a host Node takes IPv6 and IPv4, or what there is of them.
    server.listen({ port, ...(host === ANY ? {} : { host }) }, () => {
      server.off("error", failed);
      resolve(null);
    });
  });
}

/** Why it cannot listen, and what to do. */
function whyNot({ code, message }: NodeJS.ErrnoException, port: number, host: string): string {
  switch (code) {
    case "EADDRINUSE":
      return `port ${port} is in use, and those before it; give another with --port`;
    case "EACCES":
      return `port ${port} is not for everybody on this machine; give one above 1023 with --port`;
    case "EADDRNOTAVAIL":
      return `this machine does not have the address ${host}; it has ${addressesOf(ANY).join(", ") || "none in a network"}`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `nobody knows the name ${host}; --host wants an address of this machine, or a name of it`;
    default:
      return `${host} cannot be listened at: ${message}`;
  }
}
