import type { RoomAddress } from "#session/team/contract";

/** Where somebody joins: the page's own address, and what finds the room. Whoever has it may come in. */
export function joinHash({ room, secret, founder, relay }: RoomAddress): string {
  const parts = [room, secret, founder, ...(relay === null ? [] : [relay])].map(encodeURIComponent);
  return `#/gameday/join/${parts.join("/")}`;
}

/** The same for another browser: with the page it was served from. */
export const joinLink = (address: RoomAddress, page: string): string =>
  `${page.replace(/#.*$/, "")}${joinHash(address)}`;

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
