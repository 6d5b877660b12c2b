/** Bytes that are read at a time. */
const BLOCK = 1 << 20;
const NEWLINE = 10;

/** A line of a file; `text` is null where it is too long or not UTF-8, and `reason` says which. */
export interface Line {
  readonly number: number;
  readonly text: string | null;
  readonly reason: string;
  /** Bytes of the file up to its end. */
  readonly until: number;
  /** It ends with the file, not with a newline: it may have been cut off. */
  readonly isOpen: boolean;
}

/** The lines of a file, one after the other; no more of it is held than a block and the line that is being read. */
export async function* linesOf(file: Blob, limit: number): AsyncGenerator<Line> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let parts: Uint8Array[] = [];
  let length = 0;
  let number = 0;
  const line = (until: number, isOpen = false): Line => {
    number++;
    const held = parts;
    const size = length;
    parts = [];
    length = 0;
    if (size > limit) {
      return { number, text: null, reason: `has ${size} bytes; no record has more than ${limit}`, until, isOpen };
    }
    try {
      return { number, text: decoder.decode(joined(held, size)), reason: "", until, isOpen };
    } catch {
      return { number, text: null, reason: "is not UTF-8", until, isOpen };
    }
  };
  const take = (bytes: Uint8Array) => {
    length += bytes.length;
    // Of a line that is too long nothing is held any more.
    if (length > limit) parts = [];
    else if (bytes.length > 0) parts.push(bytes);
  };
  for (let offset = 0; offset < file.size; offset += BLOCK) {
    const block = new Uint8Array(await file.slice(offset, offset + BLOCK).arrayBuffer());
    let from = 0;
    for (let at = block.indexOf(NEWLINE); at !== -1; at = block.indexOf(NEWLINE, from)) {
      take(block.subarray(from, at));
      from = at + 1;
      yield line(offset + from);
    }
    take(block.subarray(from));
  }
  if (length > 0) yield line(file.size, true);
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
