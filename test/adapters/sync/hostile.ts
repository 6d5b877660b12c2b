import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import type * as Y from "yjs";

/** Somebody who speaks the protocol without our page. */
export interface Intruder {
  readonly socket: WebSocket;
  send(...messages: Uint8Array[]): void;
  /** The code with which the relay ended it; resolves when it has. */
  readonly closed: Promise<number>;
}

export async function intruder(url: string, ...first: Uint8Array[]): Promise<Intruder> {
  const socket = new WebSocket(url);
  socket.on("error", () => undefined);
  const closed = new Promise<number>((resolve) => socket.on("close", resolve));
  await new Promise<void>((resolve) => {
    socket.on("open", () => resolve());
    socket.on("close", () => resolve());
  });
  onTestFinished(() => socket.terminate());
  const send = (...messages: Uint8Array[]) => {
    for (const message of messages) if (socket.readyState === socket.OPEN) socket.send(message);
  };
  send(...first);
  return { socket, send, closed };
}

/** All updates that something does to a document. */
export function updatesOf(doc: Y.Doc, does: () => void): readonly Uint8Array[] {
  const found: Uint8Array[] = [];
  const take = (bytes: Uint8Array) => void found.push(bytes);
  doc.on("update", take);
  does();
  doc.off("update", take);
  return found;
}
