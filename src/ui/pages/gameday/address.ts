import type { RoomAddress } from "#session/team/contract";

/** Where somebody joins: the page's own address, and what finds the room. Whoever has it may come in. */
export function joinHash({ room, secret, founder, relay }: RoomAddress): string {
  const parts = [room, secret, founder, ...(relay === null ? [] : [relay])].map(encodeURIComponent);
  return `#/gameday/join/${parts.join("/")}`;
}

/** What a machine calls itself: nobody else finds it by that. */
const OWN_NAMES: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** The page as others reach it: the relay that serves it knows this machine's address in the network. */
function pageForOthers(page: URL, relay: string | null): string {
  if (relay !== null && OWN_NAMES.has(page.hostname) && URL.canParse(relay)) {
    const { protocol, host } = new URL(relay);
    return `${protocol === "wss:" ? "https:" : "http:"}//${host}${page.pathname}`;
  }
  return page.href.replace(/#.*$/, "");
}

/** The same for another browser: with the page it was served from. */
export const joinLink = (address: RoomAddress, page: string): string =>
  `${pageForOthers(new URL(page), address.relay)}${joinHash(address)}`;

/** The address in a link that somebody pasted, whole or in part; null when it is none. */
export function readJoinLink(text: string): RoomAddress | null {
  const parts = /#?\/gameday\/join\/(.+)$/.exec(text.trim())?.[1]?.split("/") ?? [];
  try {
    const [room, secret, founder, relay] = parts.map(decodeURIComponent);
    if (!room || !secret || !founder) return null;
    return { room, secret, founder, relay: relay ?? null };
  } catch {
    return null;
  }
}
