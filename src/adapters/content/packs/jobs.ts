import type { Pack } from "#domain/pack";
import type { PackReading } from "#session/contract";
import { compilePack, type Taken } from "./compile";
import { arranged } from "./diagnostics";
import { openPack } from "./read";

/** What takes too long for a frame, or may never end: taking a file apart, and compiling what is in it. */
export type Job =
  | { readonly kind: "read"; readonly name: string; readonly bytes: ArrayBuffer; readonly taken: readonly Taken[] }
  | { readonly kind: "check"; readonly pack: Pack; readonly taken: readonly Taken[] };

/** A job on its way to the worker, and what comes back. */
export interface Asked {
  readonly id: number;
  readonly job: Job;
}
export type Answered =
  | { readonly id: number; readonly reading: PackReading }
  | { readonly id: number; readonly failure: string };

export function perform(job: Job): PackReading {
  if (job.kind === "check") return compilePack(job.pack, job.taken);
  const { pack, diagnostics } = openPack(job.name, job.bytes);
  if (pack === null) return { pack: null, diagnostics: arranged(diagnostics), cards: [], drills: [] };
  return compilePack(pack, job.taken, diagnostics);
}
