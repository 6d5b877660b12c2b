import { createSocket } from "node:dgram";
import { isIPv6 } from "node:net";
import { networkInterfaces } from "node:os";

/** Everybody in the network, by IPv6 and IPv4. */
export const ANY = "::";

/** Documentation's own addresses (RFC 5737, RFC 3849), which nobody has: what leads there leads to other networks. */
const ELSEWHERE = { udp4: "198.51.100.1", udp6: "2001:db8::1" } as const;

export const isOpenHost = (host: string): boolean => host === ANY || host === "0.0.0.0";
export const isLoopback = (host: string): boolean => /^(localhost|::1|127(\.\d+){3})$/.test(host);

/** A host as it stands in an address of the web. */
export const inUrl = (host: string): string => (isIPv6(host) ? `[${host}]` : host);

/**
 * Addresses of this machine by which others in its network reach what listens at `host`, IPv4 first. Empty where nobody
 * else can.
 * @param outward those by which this machine reaches other networks: they come before those of containers, virtual machines
 *   and tunnels, which the others may not be able to reach
 */
export function addressesOf(
  host: string,
  outward: readonly string[] = [],
  interfaces: ReturnType<typeof networkInterfaces> = networkInterfaces(),
): readonly string[] {
  if (isLoopback(host)) return [];
  if (!isOpenHost(host)) return [host];
  const found = Object.values(interfaces)
    .flatMap((list) => list ?? [])
    // An address of one cable only needs the name of the cable, which differs from machine to machine.
    .filter(({ internal, address }) => !internal && !/^(fe80:|169\.254\.)/i.test(address))
    .filter(({ family }) => host === ANY || family === "IPv4")
    .map(({ address }) => address);
  const rank = (address: string) => (isIPv6(address) ? 2 : 0) + (outward.includes(address) ? 0 : 1);
  return [...new Set(found)].sort((a, b) => rank(a) - rank(b));
}

/** The addresses by which this machine reaches other networks, as its routes say. Nothing is sent. */
export async function outwardAddresses(): Promise<readonly string[]> {
  const found = await Promise.all([outwardOf("udp4"), outwardOf("udp6")]);
  return found.filter((address) => address !== null);
}

function outwardOf(type: keyof typeof ELSEWHERE): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = createSocket(type);
    const end = (address: string | null) => {
      socket.close();
      resolve(address);
    };
    socket.once("error", () => end(null));
    // To connect a datagram socket only chooses the way.
    socket.once("connect", () => end(socket.address().address));
    socket.connect(9, ELSEWHERE[type]);
  });
}
