import type { Reach } from "#session/team/contract";

/** Words of the relay, on the wire, and what they mean to people. */
export const DENIED = {
  "wrong-secret": {
    why: "The relay knows this room with another secret. Copy the whole address again, or ask whoever opened the room.",
    again: false,
  },
  "bad-room": { why: "The relay does not take this name of a room. Copy the whole address again.", again: false },
  "room-full": { why: "This room is full. It is tried again every ten seconds.", again: true },
  "relay-full": {
    why: "The relay has as many connections or rooms as it takes. It is tried again every ten seconds.",
    again: true,
  },
} as const;

/** Codes with which our relay closes a connection. */
export const CLOSED = {
  malformed: 4400,
  tooLarge: 4413,
  tooFast: 4429,
  roomTooLarge: 4507,
} as const;

/** What a relay's refusal means. */
export function refusedWhy(reason: string): { readonly why: string; readonly again: boolean } {
  if (Object.hasOwn(DENIED, reason)) return DENIED[reason as keyof typeof DENIED];
  return {
    why: "The relay does not let this device in. Copy the whole address again, or ask whoever runs it.",
    again: false,
  };
}

/** What the end of a connection means. */
export function closedWhy(
  event: { readonly code?: number } | undefined,
  relay: string,
): { readonly state: "apart" | "refused"; readonly why: string } & Reach {
  switch (event?.code) {
    case CLOSED.tooLarge:
    case 1009:
      return {
        state: "refused",
        why: "The relay found something too large that this device sent. It is tried again every ten seconds.",
      };
    case CLOSED.roomTooLarge:
      return {
        state: "refused",
        why: "The room has grown larger than the relay takes. Save it as a file; everything stays on this device.",
      };
    case CLOSED.tooFast:
      return {
        state: "apart",
        why: "The relay closed the connection because too much came at once. It is tried again by itself.",
      };
    case CLOSED.malformed:
      return {
        state: "refused",
        why: "The relay did not understand this device: they may be of different versions. Reload this page.",
      };
  }
  if (globalThis.navigator?.onLine === false) {
    return {
      state: "apart",
      why: "This device has no network. Everything goes on here and is joined when it is back.",
    };
  }
  return {
    state: "apart",
    why: `The relay at ${hostOf(relay)} does not answer. Everything goes on here and is joined when it is back.`,
  };
}

/** Why a relay cannot be asked at all; null when it can. */
export function obstacle(relay: string, hasSocket: boolean): string | null {
  if (!hasSocket && typeof WebSocket === "undefined")
    return "This browser has no WebSocket, by which relays are reached.";
  const url = parseAddress(relay);
  if (url === null || (url.protocol !== "ws:" && url.protocol !== "wss:")) {
    return `“${relay.slice(0, 80)}” is no address of a relay: it begins with ws:// or wss://.`;
  }
  if (globalThis.location?.protocol === "https:" && url.protocol === "ws:" && !isOwnMachine(url.hostname)) {
    return (
      `This page came over HTTPS, and browsers do not let it talk to ${url.host} without encryption. ` +
      "Open the address that the relay printed, or run the relay with --https."
    );
  }
  return null;
}

/** Whether a host is the machine that the page is on. */
export const isOwnMachine = (host: string) => host === "localhost" || host === "[::1]" || /^127\./.test(host);

/** An address as its parts; null where it is none. */
export function parseAddress(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

const hostOf = (relay: string): string => parseAddress(relay)?.host ?? relay;
