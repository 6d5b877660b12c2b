/** Messages of the protocol, written without any library: what is sent is what stands here. */

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
