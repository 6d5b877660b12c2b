import { HocuspocusProvider, HocuspocusProviderWebsocket } from "@hocuspocus/provider";
import { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import type { Reach, RoomAddress } from "#session/team/contract";
import type { Link } from "./channel";
import { closedWhy, obstacle, refusedWhy } from "./reasons";

/** A relay that was full, or found a room too large, is asked again after this. */
const AGAIN_MS = 10_000;

interface Needs {
  /** How a socket is made, where the browser's own is not meant. */
  readonly socket?: unknown;
  reach(reach: Reach): void;
  /** What the relay has has arrived. */
  synced(): void;
}

/** The way over a relay: the document is joined with what the relay has, again and again, whenever it can be reached. */
export function joinRelay(doc: Y.Doc, address: RoomAddress & { readonly relay: string }, needs: Needs): Link {
  const awareness = new Awareness(doc);
  awareness.setLocalState(null);
  const before = obstacle(address.relay, needs.socket !== undefined);
  if (before !== null) {
    needs.reach({ state: "refused", why: before });
    return { awareness, close: () => awareness.destroy() };
  }
  needs.reach({ state: "connecting", why: null });

  let timer: ReturnType<typeof setTimeout> | null = null;
  /** Said by the relay, and not to be covered by the closing that follows. */
  let refusal: string | null = null;
  const refuse = (why: string, again: boolean) => {
    refusal = why;
    needs.reach({ state: "refused", why });
    websocket.disconnect();
    if (!again) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => {
      refusal = null;
      void websocket.connect();
    }, AGAIN_MS);
  };

  const websocket = new HocuspocusProviderWebsocket({
    url: address.relay,
    autoConnect: false,
    delay: 500,
    minDelay: 250,
    factor: 1.7,
    maxDelay: 4000,
    messageReconnectTimeout: 30_000,
    ...(needs.socket === undefined ? {} : { WebSocketPolyfill: needs.socket }),
  });
  const provider = new HocuspocusProvider({
    websocketProvider: websocket,
    name: address.room,
    document: doc,
    awareness,
    token: address.secret,
    onSynced: ({ state }) => {
      if (!state) return;
      needs.reach({ state: "together", why: null });
      needs.synced();
    },
    onAuthenticationFailed: ({ reason }) => {
      const { why, again } = refusedWhy(reason);
      refuse(why, again);
    },
    onClose: ({ event }) => {
      if (refusal !== null) return;
      const { state, why } = closedWhy(event, address.relay);
      if (state === "refused") refuse(why, true);
      else needs.reach({ state, why });
    },
  });

  // The page's own policy may forbid it; the socket itself does not say so.
  const onPolicy = ({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent) => {
    if (effectiveDirective !== "connect-src" || !blockedURI.startsWith(new URL(address.relay).origin)) return;
    refuse(
      `This page may only talk to the server it came from, not to ${new URL(address.relay).host}. Open the address that the relay printed.`,
      false,
    );
  };
  globalThis.document?.addEventListener("securitypolicyviolation", onPolicy);

  provider.attach();
  void websocket.connect();
  return {
    awareness,
    close() {
      if (timer !== null) clearTimeout(timer);
      globalThis.document?.removeEventListener("securitypolicyviolation", onPolicy);
      provider.destroy();
      websocket.destroy();
    },
  };
}
