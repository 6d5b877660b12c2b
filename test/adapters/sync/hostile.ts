import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import type * as Y from "yjs";

/** Whole numbers and texts as the protocol writes them. */
const number = (value: number): number[] => {
  const bytes: number[] = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push(128 | (value & 127));
  return [...bytes, value];
};
const bytesOf = (bytes: Uint8Array): Uint8Array => Buffer.concat([Uint8Array.from(number(bytes.length)), bytes]);
const text = (value: string): Uint8Array => bytesOf(Buffer.from(value));
const join = (...parts: (Uint8Array | number)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === "number" ? Uint8Array.from(number(part)) : part)));

export const auth = (room: string, secret: string) => join(text(room), 2, 0, text(secret));
export const state = (room: string, vector: Uint8Array = Uint8Array.of(0)) => join(text(room), 0, 0, bytesOf(vector));
export const update = (room: string, bytes: Uint8Array, whole = false) =>
  join(text(room), 0, whole ? 1 : 2, bytesOf(bytes));
export const stateless = (room: string, payload: string) => join(text(room), 5, text(payload));
export const awareness = (room: string, client: number, clock: number, value: unknown) =>
  join(text(room), 1, bytesOf(join(1, client, clock, text(JSON.stringify(value)))));

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
