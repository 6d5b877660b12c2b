import type { Program } from "#domain/drill";
import type { Renames } from "#domain/team";
import type { DrillLibrary, GamedayContent, PackShelf } from "#session/contract";
import type { TeamSubject } from "#session/team/contract";
import { renameProgram } from "./rename";
import { tabletopProgram } from "./tabletop";

/** Bytes of a pack that travels with a room: every device gets it before it may join. */
export const MAX_PACK_BYTES = 2 * 1024 * 1024;

/** Where drills come from. */
export interface SubjectSources {
  readonly library: DrillLibrary;
  readonly packs: () => Promise<PackShelf>;
  readonly gameday: () => Promise<GamedayContent>;
}

/**
 * The program that a team plays, by the names it has chosen. The same on every device: what is built in is the same in the same version of
 * the app, and a pack travels with the room and is compiled on each. Rejects with a RangeError that says in a sentence why there is none.
 */
export async function programOfSubject(
  subject: TeamSubject,
  renames: Renames,
  sources: SubjectSources,
): Promise<Program> {
  return renameProgram(await originalOf(subject, sources), renames);
}

async function originalOf(subject: TeamSubject, sources: SubjectSources): Promise<Program> {
  switch (subject.kind) {
    case "drill":
      return sources.library.program(subject.slug);
    case "pack":
      return ofPack(subject, sources);
    case "tabletop":
      return tabletopProgram(subject.incident, await (await sources.gameday()).tabletop());
  }
}

async function ofPack(
  { slug, pack }: Extract<TeamSubject, { kind: "pack" }>,
  { packs }: SubjectSources,
): Promise<Program> {
  const size = packBytes(pack);
  if (size > MAX_PACK_BYTES) {
    const said = (size / (1024 * 1024)).toFixed(1);
    throw new RangeError(`The pack “${pack.title}” has ${said} MB, expected at most 2 MB: it is sent to everybody.`);
  }
  const { drills, diagnostics } = await (await packs()).check(pack);
  const found = drills.find((drill) => drill.slug === slug);
  if (found?.program) return found.program;
  if (found === undefined) {
    const known = drills.map((drill) => drill.slug).join(", ") || "none";
    throw new RangeError(`The pack “${pack.title}” has no drill “${slug}”. Its drills: ${known}.`);
  }
  const error = diagnostics.find(({ severity, file }) => severity === "error" && file.includes(`drills/${slug}/`));
  const first = error ?? diagnostics.find(({ severity }) => severity === "error");
  const where = first === undefined ? "" : ` ${first.file}, line ${first.line}: ${first.message}`;
  throw new RangeError(`The drill “${slug}” of the pack “${pack.title}” cannot be played.${where}`);
}

/** How large a pack is, in bytes of its texts. */
export function packBytes({ files }: Extract<TeamSubject, { kind: "pack" }>["pack"]): number {
  const encoder = new TextEncoder();
  return files.reduce((sum, { path, text }) => sum + encoder.encode(path).length + encoder.encode(text).length, 0);
}
