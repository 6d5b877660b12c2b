import { messageOf } from "#lib/message";
import { download } from "./download";

/** Where a file of everything goes, piece by piece. */
export interface FileSink {
  readonly name: string;
  /** Written where somebody chose, or handed to the browser's downloads when it is whole. */
  readonly way: "chosen" | "downloads";
  /** Rejects with a NotWritten, as `close` does. */
  write(piece: string): Promise<void>;
  /** The file is whole and where it belongs. */
  close(): Promise<void>;
  /** Nothing of it is kept. */
  abort(): Promise<void>;
}

/** A file could not be written: what is stored has no part in that. */
export class NotWritten extends Error {
  constructor(text: string) {
    super(text);
    this.name = "NotWritten";
  }
}

/** The part of the File System Access API that is needed; browsers other than Chromium's do not have it. */
interface Picker {
  showSaveFilePicker?(options: { readonly suggestedName: string }): Promise<FileSystemFileHandle>;
}

/** With more than this stored, in bytes, the file goes straight to the disk where the browser can do that. */
const LARGE = 50_000_000;

/** What a file of everything is called, by the day it is here. `now` in epoch milliseconds. */
export function everythingName(now: number): string {
  const date = new Date(now);
  const two = (value: number) => String(value).padStart(2, "0");
  return `meantime-everything-${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}.jsonl`;
}

const attempted = async <T>(work: () => T | Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw new NotWritten(messageOf(error));
  }
};

/** A file that is downloaded when it is whole. Its pieces are the browser's, which keeps them on disk when they are many. */
export function toDownloads(name: string): FileSink {
  const parts: Blob[] = [];
  return {
    name,
    way: "downloads",
    write: (piece) => attempted(() => void parts.push(new Blob([piece]))),
    close: () => attempted(() => download(name, new Blob(parts), "application/jsonl")),
    abort: async () => {
      parts.length = 0;
    },
  };
}

/** What is written stands beside the file that was chosen, and takes its place when it is closed: no half file is left. */
async function toChosen(handle: FileSystemFileHandle): Promise<FileSink> {
  const stream = await handle.createWritable();
  return {
    name: handle.name,
    way: "chosen",
    write: (piece) => attempted(() => stream.write(piece)),
    close: () => attempted(() => stream.close()),
    abort: () => stream.abort(),
  };
}

/** A new file, and why it is a download although a place could be asked for, if that is so. */
export interface NewFile {
  readonly sink: FileSink;
  readonly instead: string | null;
}

/**
 * A new file for everything. Asks where it shall be if it will be large; only from a press.
 * @param stored bytes in use, 0 where the browser does not say
 * @returns null when nothing was chosen
 */
export async function newFile(name: string, stored: number): Promise<NewFile | null> {
  const picker = window as unknown as Picker;
  if (stored < LARGE || picker.showSaveFilePicker === undefined) return { sink: toDownloads(name), instead: null };
  try {
    return { sink: await toChosen(await picker.showSaveFilePicker({ suggestedName: name })), instead: null };
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return null;
    // Not allowed here, in a frame for instance, or not there: a download always is.
    return { sink: toDownloads(name), instead: messageOf(error) };
  }
}

/** Bytes in which a file says what it is. */
const HEAD = 2048;

/** Whether a file says that it is one of everything; otherwise it may be that of a run. */
export async function isEverything(file: File): Promise<boolean> {
  return /"format"\s*:\s*"meantime-export"/.test(await file.slice(0, HEAD).text());
}
