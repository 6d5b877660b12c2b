import type { TransferKind } from "#session/transfer";
import type { Transaction } from "../connection";
import type { StoreName } from "../database";

export type Writing = Transaction<"readwrite">;

/** What became of something that was merged: nothing to count (`part`), or one more of what `Arrivals` counts. */
export type Outcome =
  | { readonly is: "came" | "longer" | "known" | "part" }
  | { readonly is: "twice"; readonly id: string; readonly title: string }
  /** It cannot be where it belongs; the reason. */
  | { readonly is: "refused"; readonly reason: string };

/** Names that runs, interviews and recordings of the file have here, where they are others. */
export interface Renamed {
  readonly runs: Map<string, string>;
  readonly interviews: Map<string, string>;
  readonly takes: Map<string, string>;
}

/** A record of the file with all that belongs to it, as read; `where` is that of the first. */
export interface Group {
  readonly where: string;
  readonly store: StoreName;
  readonly record: unknown;
  readonly parts: { readonly store: StoreName; readonly record: unknown }[];
}

/** Something checked that only needs to be compared with what is here and stored, within a transaction. */
export type Merge = (tx: Writing, renamed: Renamed) => Promise<Outcome>;

/** How what is in a store of the file comes in. */
export interface Kind {
  readonly counts: TransferKind;
  /** What its merge reads and writes. */
  readonly stores: readonly StoreName[];
  /** Checks a group, migrates it, and says how to merge it; or why it cannot be read. */
  prepare(group: Group): Merge | string;
}
