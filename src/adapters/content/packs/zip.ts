import { Unzip, type UnzipFile, UnzipInflate } from "fflate";
import type { Diagnostic, PackFile } from "#domain/pack";
import { messageOf } from "#lib/message";
import { aboutFile } from "./diagnostics";
import { LIMITS, megabytes } from "./limits";
import { isJunk, isText, pathFault, shown } from "./paths";

/** Bytes unpacked at a time: deflate makes at most a thousand of one, so a bomb is noticed after four megabytes. */
const STEP = 4096;

/** Why the rest of a zip is not looked at. */
class Refused extends Error {
  constructor(readonly diagnostic: Diagnostic) {
    super(diagnostic.message);
  }
}

/** Text files of a zip; no files when it is refused. */
export interface Unzipped {
  readonly files: readonly PackFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The first bytes of a zip, an empty one included. */
export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);

/** Unpacks step by step and stops at the first file that is too large, one too many, or has a path that leads elsewhere. */
export function unzip(name: string, bytes: Uint8Array): Unzipped {
  const parcel = new Parcel(name);
  try {
    parcel.unpack(bytes);
    return { files: parcel.texts(), diagnostics: parcel.diagnostics };
  } catch (error) {
    const diagnostic =
      error instanceof Refused
        ? error.diagnostic
        : aboutFile(name, "pack.zip", `the zip cannot be unpacked: ${messageOf(error)}`);
    return { files: [], diagnostics: [diagnostic] };
  }
}

class Parcel {
  readonly diagnostics: Diagnostic[] = [];
  private readonly chunks = new Map<string, Uint8Array[]>();
  private entries = 0;
  private total = 0;

  constructor(private readonly name: string) {}

  unpack(bytes: Uint8Array): void {
    const zip = new Unzip((file) => this.enter(file));
    zip.register(UnzipInflate);
    for (let at = 0; at < bytes.length; at += STEP) {
      zip.push(bytes.subarray(at, at + STEP), at + STEP >= bytes.length);
    }
  }

  /** What was unpacked, as text. A file that is none is reported and left out. */
  texts(): readonly PackFile[] {
    const decoder = new TextDecoder("utf-8", { fatal: true });
    return [...this.chunks].flatMap(([path, chunks]) => {
      try {
        return [{ path, text: decoder.decode(joined(chunks)) }];
      } catch {
        this.diagnostics.push(aboutFile(path, "pack.encoding", "the file is no text, expected UTF-8"));
        return [];
      }
    });
  }

  private enter(file: UnzipFile): void {
    if (++this.entries > LIMITS.entries) {
      this.refuse("pack.entries", `the zip has too many files, expected at most ${LIMITS.entries}`);
    }
    // Some programs write paths as Windows does.
    const path = file.name.replaceAll("\\", "/");
    const isFolder = path.endsWith("/");
    const fault = pathFault(isFolder ? path.slice(0, -1) : path);
    if (isJunk(path) && (fault === null || !/absolute|out of/.test(fault))) return;
    if (fault !== null) this.refuse("pack.path", `the path "${shown(path)}" ${fault}`);
    if (!isText(path)) {
      const message = "is left out: a pack is made of .yaml and .md files";
      this.diagnostics.push(aboutFile(path, "pack.other", message, "warning"));
      return;
    }
    if (this.chunks.has(path)) this.refuse("pack.twice", `"${path}" is in the zip twice`);
    const chunks: Uint8Array[] = [];
    this.chunks.set(path, chunks);
    let size = 0;
    file.ondata = (error, chunk) => {
      if (error !== null) throw error;
      size += chunk.length;
      this.total += chunk.length;
      if (size > LIMITS.text)
        this.refuse("pack.size", `"${path}" is too large, expected at most ${megabytes(LIMITS.text)}`);
      if (this.total > LIMITS.total) {
        this.refuse("pack.size", `the zip is too large, expected at most ${megabytes(LIMITS.total)} when unpacked`);
      }
      chunks.push(chunk);
    };
    file.start();
  }

  private refuse(code: string, message: string): never {
    throw new Refused(aboutFile(this.name, code, message));
  }
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
