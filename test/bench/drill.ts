import { readdirSync } from "node:fs";
import { compileOne, readContent } from "#adapters/content/disk";
import type { Program } from "#domain/drill";
import type { Run } from "#domain/run";
import { newHeader, playOf, playThrough } from "#engine/index";

const root = process.cwd();

/** The content as it lies on disk. */
export const files = readContent(root);

/** The drill that most figures are about. */
export const LARGEST = "one-region-502";

export function drill(slug = LARGEST): Program {
  const { program } = compileOne(files, slug);
  if (program === null) throw new Error(`${slug} does not compile`);
  return program;
}

/** Every drill there is. */
export const slugs: readonly string[] = readdirSync(`${root}/content/drills`).sort();

/** A run of one of its plays on its first variant. */
export function runOf(program: Program, play: string): Run {
  const found = program.plays.find((p) => p.id === play);
  if (found === undefined) throw new Error(`there is no play ${play}`);
  const variant = program.variants[0]?.info.id ?? "";
  return playThrough(program, newHeader(program, { seed: 1, variant }), playOf(found)).run;
}

/** Median of some measurements of `work`, in milliseconds. The first call is not counted. */
export function medianOf(times: number, work: () => void): number {
  work();
  const laps = Array.from({ length: times }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  });
  return laps.sort((a, b) => a - b)[Math.floor(times / 2)] as number;
}
