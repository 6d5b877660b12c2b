import type { StorageProblem } from "./contract";

/** What a file of everything holds, as somebody would count it. */
export const TRANSFER_KINDS = [
  "runs",
  "documents",
  "study",
  "interviews",
  "recordings",
  "packs",
  "drills",
  "settings",
  "set-aside",
] as const;
export type TransferKind = (typeof TRANSFER_KINDS)[number];

/** What became of those of a kind. */
export interface Arrivals {
  /** Was not here. */
  readonly came: number;
  /** Was here, and went on further in the file. */
  readonly longer: number;
  /** Was here already, or was further here. */
  readonly known: number;
  /** Was here and differs: both are kept. */
  readonly twice: number;
}

/** Something of a file that is not what it should be. */
export interface Unaccepted {
  /** `line 12`, or `stores.runs[3]` in a file of version 1. */
  readonly where: string;
  readonly reason: string;
  /** Whether it is kept beside the rest, to be exported again: what is too large, or is nothing at all, is not. */
  readonly isKept: boolean;
}

/** A second copy that was kept of something that went two ways. */
export interface KeptTwice {
  readonly kind: TransferKind;
  readonly id: string;
  readonly title: string;
}

/** What came of reading a file. */
export interface Loaded {
  /** `cut-off`: the file has no end. `cancelled`, `failed`: it was stopped. In each case what came whole until then is kept. */
  readonly end: "whole" | "cut-off" | "cancelled" | "failed";
  readonly arrivals: Readonly<Record<TransferKind, Arrivals>>;
  /** The first hundred of each. */
  readonly twice: readonly KeptTwice[];
  readonly unaccepted: readonly Unaccepted[];
  readonly unacceptedCount: number;
  /** Why it failed. */
  readonly problem: StorageProblem | null;
}

/** What came of writing one. */
export interface Saved {
  readonly records: number;
  /** Damaged so that no file can hold them; they are named in it. */
  readonly unwritable: number;
}

export interface TransferOptions {
  readonly signal?: AbortSignal;
  /** Called with what is done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/** Thrown for a file of which nothing can be read. The message says what it is, or is not, and what to do. */
export class NotAccepted extends Error {
  constructor(text: string) {
    super(text);
    this.name = "NotAccepted";
  }
}

/** Port: everything that is stored as one file, and back. Neither keeps the page busy for longer than a moment at a time. */
export interface Transfer {
  /**
   * Hands the file to `write`, piece after piece, and waits for each. Rejects with a StorageError, with what `write` throws, or with the
   * reason of the signal.
   */
  save(write: (piece: string) => void | Promise<void>, options?: TransferOptions): Promise<Saved>;
  /** Adds what a file has; nothing that is here is lost. Rejects with NotAccepted, before anything is stored, or with a StorageError. */
  load(file: Blob, options?: TransferOptions): Promise<Loaded>;
}
