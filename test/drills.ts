import { compileOne, readContent, slugsOf } from "#adapters/content/disk";
import type { Program } from "#domain/drill";
import type { Run } from "#domain/run";
import { newHeader, type Player, playOf, playThrough } from "#engine/index";

const files = readContent(process.cwd());
const compiled = new Map<string, Program>();

/** Every drill that ships. */
export const SLUGS: readonly string[] = slugsOf(files);

/** A drill as it ships; compiled once in a test file. */
export function drill(slug: string): Program {
  const known = compiled.get(slug) ?? compileOne(files, slug).program;
  if (known === null) throw new Error(`${slug} does not compile`);
  compiled.set(slug, known);
  return known;
}

/** Who plays one of a drill's plays. */
export function playerOf(program: Program, name: string): Player {
  const play = program.plays.find(({ id }) => id === name);
  if (play === undefined) throw new Error(`no play ${name}`);
  return playOf(play);
}

/** The run of one of a drill's plays, to its end or until a second. */
export const playedBy = (
  program: Program,
  name: string,
  header: Parameters<typeof newHeader>[1],
  options: Parameters<typeof playThrough>[3] = {},
): Run => playThrough(program, newHeader(program, header), playerOf(program, name), options).run;
