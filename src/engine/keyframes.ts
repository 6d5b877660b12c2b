import type { Program } from "#domain/drill";
import type { Position, Second } from "#domain/ids";
import type { JournalEntry } from "#domain/journal";
import type { Run, RunHeader } from "#domain/run";
import type { MessageView } from "#domain/view";
import { decodeWorld, encodeWorld, type WorldHistory, worldHistory } from "#world/index";
import { advanceTo, commandsBefore, replay } from "./replay";
import { sceneOf } from "./scene";
import type { DrillState, ImpactHistory } from "./state";
import type { Story } from "./story";
import { assemble } from "./tick";

/** A state without its histories, which are referred to by their length. */
export interface EncodedState {
  readonly second: Second;
  readonly ordinal: number;
  readonly world: Uint8Array;
  /** The story as JSON. */
  readonly story: string;
  readonly journal: number;
  readonly messages: number;
  readonly log: number;
}

/** What only ever grows: any later state of the same run has the histories of all earlier ones. */
export interface Histories {
  readonly world: WorldHistory;
  readonly impact: ImpactHistory;
  readonly journal: readonly JournalEntry[];
  readonly messages: readonly MessageView[];
  readonly log: DrillState["log"];
}

/** The histories a state has gathered; a reference, not a copy. */
export function historiesOf(state: DrillState): Histories {
  const { impact, journal, messages, log } = state;
  return { world: worldHistory(state.world), impact, journal, messages, log };
}

/** A compact copy of what decides the future; the past stays in the histories. */
export function encodeState(state: DrillState): EncodedState {
  return {
    second: state.now,
    ordinal: state.ordinal,
    world: encodeWorld(state.world),
    story: JSON.stringify(state.story),
    journal: state.journal.length,
    messages: state.messages.length,
    log: state.log.length,
  };
}

/** The state again, independent of the one it came from; it goes on exactly as that one did. */
export function decodeState(
  program: Program,
  header: RunHeader,
  encoded: EncodedState,
  histories: Histories,
): DrillState {
  const { second } = encoded;
  const story = JSON.parse(encoded.story) as Story;
  const scene = sceneOf(program, header);
  const world = decodeWorld(scene.system, header.seed, encoded.world, histories.world);
  const { impact, journal, messages, log } = histories;
  const state = assemble(program, header, world, story, {
    log: log.slice(0, encoded.log),
    journal: journal.slice(0, encoded.journal),
    messages: messages.slice(0, encoded.messages),
    impact: { failed: impact.failed.slice(0, second + 1), answered: impact.answered.slice(0, second + 1) },
  });
  state.ordinal = encoded.ordinal;
  return state;
}

/** Seconds between keyframes. */
const EVERY = 20;

/** Encoded states of a finished run, close enough together that any second is a few ticks away. */
export class Keyframes {
  private readonly frames: EncodedState[] = [];
  private histories: Histories | null = null;

  private constructor(
    private readonly program: Program,
    private readonly run: Run,
  ) {}

  /** Replays a run once and keeps a keyframe every 20 s. */
  static of(program: Program, run: Run): Keyframes {
    const keyframes = new Keyframes(program, run);
    const last = replay(program, run, undefined, (state) => keyframes.take(state));
    keyframes.histories = historiesOf(last);
    return keyframes;
  }

  private take(state: DrillState): void {
    if (state.now % EVERY === 0) this.frames.push(encodeState(state));
  }

  /** The run's last simulated second. */
  get until(): Second {
    return this.run.horizon;
  }

  /** The keyframe at or before a second. */
  before(second: Second): Second {
    return Math.max(0, Math.min(this.frames.length - 1, Math.floor(second / EVERY))) * EVERY;
  }

  /** The state at a second with all its commands, or at a position: the nearest keyframe before it and at most 19 ticks. */
  at(second: Second, ordinal = Number.POSITIVE_INFINITY): DrillState {
    const frame = this.frames[Math.max(0, Math.min(this.frames.length - 1, Math.floor(second / EVERY)))];
    if (frame === undefined || this.histories === null) throw new RangeError("no keyframes have been taken");
    const state = decodeState(this.program, this.run.header, frame, this.histories);
    const target: Position = { second, ordinal };
    const commands = commandsBefore(this.run.commands, target).filter((command) => command.second >= frame.second);
    return advanceTo(state, second, commands);
  }

  /** Bytes held: keyframes, and the telemetry they refer to. */
  get bytes(): { readonly frames: number; readonly telemetry: number; readonly largest: number } {
    // A story is ASCII for the most part; engines store such strings with a byte per character.
    const sizes = this.frames.map((frame) => frame.world.byteLength + frame.story.length);
    return {
      frames: sizes.reduce((sum, size) => sum + size, 0),
      telemetry: this.histories?.world.recorder.bytes ?? 0,
      largest: sizes.reduce((most, size) => Math.max(most, size), 0),
    };
  }
}
