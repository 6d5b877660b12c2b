import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from "y-protocols/awareness";
import * as Y from "yjs";
import { hashString } from "#lib/hash";
import type { RoomAddress } from "#session/team/contract";

type Message =
  /** What a window has; `ask`: the others say what they have, too. */
  | { readonly kind: "hello"; readonly state: Uint8Array; readonly ask: boolean }
  | { readonly kind: "update"; readonly update: Uint8Array }
  | { readonly kind: "awareness"; readonly update: Uint8Array };

/** A way by which documents of one room reach each other. */
export interface Link {
  readonly awareness: Awareness;
  close(): void;
}

/**
 * Windows of one browser: the document and what each says of itself go over a BroadcastChannel, without any network. Null
 * where the browser has none. `onMet` is called when another window has said what it has.
 */
export function joinChannel(doc: Y.Doc, { room, secret }: RoomAddress, onMet: () => void): Link | null {
  if (typeof BroadcastChannel === "undefined") return null;
  const channel = new BroadcastChannel(`meantime-room-${room}-${hashString(secret)}`);
  const awareness = new Awareness(doc);
  awareness.setLocalState(null);
  const say = (message: Message) => channel.postMessage(message);
  const hello = (ask: boolean) => say({ kind: "hello", state: Y.encodeStateVector(doc), ask });
  const sayMyself = () => {
    if (awareness.getLocalState() === null) return;
    say({ kind: "awareness", update: encodeAwarenessUpdate(awareness, [awareness.clientID]) });
  };

  const onMessage = ({ data }: MessageEvent<Message>) => {
    try {
      if (data.kind === "awareness") applyAwarenessUpdate(awareness, data.update, channel);
      else if (data.kind === "update") Y.applyUpdate(doc, data.update, channel);
      else {
        say({ kind: "update", update: Y.encodeStateAsUpdate(doc, data.state) });
        if (data.ask) hello(false);
        sayMyself();
        onMet();
      }
    } catch {
      // Another version of this page that speaks otherwise: it learns nothing from us, and we nothing from it.
    }
  };
  const onUpdate = (update: Uint8Array, origin: unknown) => {
    if (origin !== channel) say({ kind: "update", update });
  };
  const onAwareness = (_change: unknown, origin: unknown) => {
    if (origin === "local") sayMyself();
  };
  const leave = () => {
    removeAwarenessStates(awareness, [awareness.clientID], "leave");
    say({ kind: "awareness", update: encodeAwarenessUpdate(awareness, [awareness.clientID]) });
  };
  // A page that the browser had put aside has heard nothing meanwhile.
  const onShow = ({ persisted }: PageTransitionEvent) => {
    if (persisted) hello(true);
  };

  channel.addEventListener("message", onMessage);
  doc.on("update", onUpdate);
  awareness.on("update", onAwareness);
  globalThis.addEventListener?.("pagehide", leave);
  globalThis.addEventListener?.("pageshow", onShow);
  hello(true);
  return {
    awareness,
    close() {
      globalThis.removeEventListener?.("pagehide", leave);
      globalThis.removeEventListener?.("pageshow", onShow);
      doc.off("update", onUpdate);
      leave();
      awareness.destroy();
      channel.close();
    },
  };
}
