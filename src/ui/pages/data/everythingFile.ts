import { download } from "../../download";

/** Where a file goes, piece by piece. */
export interface FileSink {
  write(piece: string): Promise<void>;
  /** The file is whole. */
  close(): Promise<void>;
  /** Nothing of it is kept. */
  abort(): Promise<void>;
}

/** The part of the File System Access API that is needed; browsers other than Chromium's do not have it. */
interface Picker {
  showSaveFilePicker?(options: { readonly suggestedName: string }): Promise<FileSystemFileHandle>;
}

/** With more than this stored, in bytes, the file goes straight to the disk where the browser can do that. */
const LARGE = 50_000_000;

/** A file that is downloaded when it is whole. Its pieces are the browser's, which keeps them on disk when they are many. */
function toDownload(name: string): FileSink {
  const parts: Blob[] = [];
  return {
    write: async (piece) => {
      parts.push(new Blob([piece]));
    },
    close: async () => download(name, new Blob(parts), "application/jsonl"),
    abort: async () => {
      parts.length = 0;
    },
  };
}

async function toDisk(handle: FileSystemFileHandle): Promise<FileSink> {
  const stream = await handle.createWritable();
  return { write: (piece) => stream.write(piece), close: () => stream.close(), abort: () => stream.abort() };
}

/**
 * A new file for everything. Asks where it shall be if it will be large; only from a press.
 * @param stored bytes in use, 0 where the browser does not say
 * @returns null when nothing was chosen
 */
export async function newFile(name: string, stored: number): Promise<FileSink | null> {
  const picker = window as unknown as Picker;
  if (stored < LARGE || picker.showSaveFilePicker === undefined) return toDownload(name);
  try {
    return await toDisk(await picker.showSaveFilePicker({ suggestedName: name }));
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return null;
    // Not allowed here, in a frame for instance: a download always is.
    return toDownload(name);
  }
}

/** Bytes in which a file says what it is. */
const HEAD = 2048;

/** Whether a file says that it is one of everything; otherwise it may be that of a run. */
export async function isEverything(file: File): Promise<boolean> {
  return /"format"\s*:\s*"meantime-export"/.test(await file.slice(0, HEAD).text());
}
