import { perform } from "#adapters/content/packs/jobs";
import { writePack } from "#adapters/content/packs/write";
import { freeze } from "#debrief/index";
import type { Program } from "#domain/drill";
import type { Diagnostic } from "#domain/pack";
import { STORY_BUDGET } from "#engine/budget";
import {
  type DrillState,
  decodeRun,
  encodeRun,
  hashState,
  newHeader,
  playOf,
  playThrough,
  randomPlayer,
  replay,
  view,
} from "#engine/index";
import { scoreRun } from "#score/index";
import type { PackReading } from "#session/contract";
import type { Case } from "./cases";
import { Dice } from "./dice";

/** What became of a case: refused with diagnostics, or played for a while, or to its end with its score and debrief. */
export type Outcome = "refused" | "played" | "scored";

export class Broken extends Error {}

const SECONDS = 150;

/** Told about each step, so that somebody can see what takes long. */
export type Watch = <T>(step: string, work: () => T) => T;

const unwatched: Watch = (_, work) => work();

/** Reads a case as the app reads it, and plays what compiles. Throws when anything is not as it has to be. */
export function carryOut(each: Case, watch: Watch = unwatched): Outcome {
  const dice = new Dice(each.seed ^ 0x5eed, each.number);
  const reading = watch("read", () => read(each, dice));
  for (const diagnostic of reading.diagnostics) checkDiagnostic(diagnostic, each);
  const [drill] = reading.drills;
  const program = drill?.program ?? null;
  const errors = reading.diagnostics.filter(({ severity }) => severity === "error").length;
  if ((program === null) !== errors > 0)
    throw new Broken(`${errors} errors, and ${program === null ? "no" : "a"} program`);
  if (program === null) return "refused";
  // It goes from the worker to the page, and into the database.
  const held = watch("copy", () => structuredClone(program));
  return play(held, dice, watch);
}

function read({ pack }: Case, dice: Dice): PackReading {
  const way = dice.value();
  if (way < 0.8) return perform({ kind: "check", pack, taken: [] });
  const { name, bytes } = writePack(pack, way < 0.9 ? "yaml" : "zip");
  const buffer = new ArrayBuffer(bytes.length);
  new Uint8Array(buffer).set(bytes);
  return perform({ kind: "read", name, bytes: buffer, taken: [] });
}

function checkDiagnostic(diagnostic: Diagnostic, { pack }: Case): void {
  const { file, line, column, code, message } = diagnostic;
  const said = JSON.stringify(diagnostic).slice(0, 1000);
  // What the compiler throws is kept from the page; it is a mistake of ours all the same.
  if (code === "pack.compile") throw new Broken(message);
  if (!(line >= 1 && column >= 1) || message.trim() === "" || file === "")
    throw new Broken(`a bad diagnostic: ${said}`);
  if (message.length > 2000) throw new Broken(`a diagnostic of ${message.length} characters: ${said}`);
  const text = pack.files.find(({ path }) => path === file)?.text;
  if (text !== undefined && line > text.split("\n").length) throw new Broken(`beyond the end of its file: ${said}`);
}

function play(program: Program, dice: Dice, watch: Watch): Outcome {
  const variant = dice.of(program.variants).info.id;
  const header = newHeader(program, { seed: dice.below(1000), variant });
  const own = program.plays.length > 0 && dice.value() < 0.5 ? playOf(dice.of(program.plays)) : null;
  const player = own ?? randomPlayer(dice.below(1000));
  const isWhole = dice.value() < 0.03;
  const until = isWhole ? {} : { until: SECONDS };
  const { run, state } = watch("play", () => playThrough(program, header, player, { ...until, watch: checkSize }));
  if (dice.value() < 0.2) {
    watch("view", () => {
      for (const { role } of header.roles) JSON.stringify(view(state, role), plain);
    });
  }
  if (dice.value() < 0.1 || isWhole) {
    const again = watch("replay", () => replay(program, run));
    if (hashState(again) !== hashState(state)) throw new Broken("a replay gives another state");
    const back = decodeRun(encodeRun(run));
    if (!back.ok) throw new Broken("its run cannot be read back");
  }
  if (!isWhole) return "played";
  const card = watch("score", () => scoreRun(program, run));
  if (!Number.isFinite(card.total)) throw new Broken(`a score of ${card.total}`);
  watch("freeze", () => freeze(program, run));
  return "scored";
}

const plain = (_: string, value: unknown): unknown => (typeof value === "function" ? undefined : value);

/** How much a run may have grown by a second, whatever its drill says. */
function checkSize({ now, journal, messages, story, impact }: DrillState): void {
  const { entries, planned, messages: said } = STORY_BUDGET;
  if (journal.length > 2 * entries || messages.length > 2 * said || story.due.length > 2 * planned) {
    throw new Broken(`at ${now} s: ${journal.length} entries, ${messages.length} messages, ${story.due.length} due`);
  }
  const failed = impact.failed.at(-1) ?? 0;
  if (!Number.isFinite(failed) || failed < 0) throw new Broken(`at ${now} s: ${failed} requests failed`);
  if (story.gauges.some((gauge) => !Number.isFinite(gauge))) throw new Broken(`at ${now} s: a gauge is no number`);
}
