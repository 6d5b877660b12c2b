/**
 * How large a pack may be. A drill with all it needs has about 200 kB in 25 files; the limits leave room for fifty and keep a hostile
 * file from filling the memory.
 */
export const LIMITS = {
  /** Bytes of the file. */
  file: 10 * 1024 * 1024,
  /** Files in a zip, those that are left out included. */
  entries: 3000,
  /** Characters of a path. */
  path: 160,
  /** Bytes of one file in it. */
  text: 2 * 1024 * 1024,
  /** Bytes of all files in it, unpacked. */
  total: 16 * 1024 * 1024,
  /** Of the file, or of all files in it, where no worker can be had: what takes its time keeps the page from answering. */
  onPage: 512 * 1024,
  drills: 50,
  /** Characters of a title. */
  title: 120,
  /** Characters of an id. */
  id: 60,
  /** Diagnostics that are kept. */
  diagnostics: 500,
} as const;

/** How long reading, compiling and checking a pack may take, in milliseconds; then it is given up. */
export const DEADLINE_MS = 10_000;

/** A number of bytes as it is said: "2 MB". */
export const megabytes = (bytes: number): string => `${Math.round(bytes / (1024 * 1024))} MB`;
