import type { Command, Refusal } from "#domain/commands";
import type { Program, Scene } from "#domain/drill";
import type { Position, Second } from "#domain/ids";
import type { JournalEntry, JournalKind } from "#domain/journal";
import type { RunHeader } from "#domain/run";
import type { Series } from "#domain/telemetry";
import type { MessageView } from "#domain/view";
import { canonicalJson, hashString } from "#lib/hash";
import type { World } from "#world/index";
import type { SceneCode } from "./code";
import type { Story } from "./story";

/** Requests of the counted classes since T+0, cumulative: entry `s` covers the seconds before `s`. */
export interface ImpactHistory {
  readonly failed: number[];
  readonly answered: number[];
}

/**
 * A drill under way. Mutable inside the engine, owned by whoever created it; everybody else reads views.
 * `world` and `story` are the state; `journal`, `messages`, `log` and `impact` are append-only histories; the rest is
 * derived and never hashed.
 */
export interface DrillState {
  readonly program: Program;
  readonly header: RunHeader;
  readonly scene: Scene;
  readonly code: SceneCode;
  readonly world: World;
  now: Second;
  /** Commands of this second so far, refused ones included. */
  ordinal: number;
  readonly story: Story;
  readonly log: Command[];
  readonly journal: JournalEntry[];
  readonly messages: MessageView[];
  readonly impact: ImpactHistory;
  /** Last refusal per author; for the screen only. */
  readonly refusals: Map<string, Refusal & { readonly at: Position }>;
  /** Grows with everything that conditions without a clock can depend on. */
  revision: number;
  /** `revision` at which each such expression was last false, by its number. */
  readonly settled: Int32Array;
  /** Story events not yet given to the machines. */
  readonly pending: string[];
  /** Means of metrics asked for in this second. */
  readonly means: Map<string, number>;
  /** Series asked for since the newest scrape arrived, and that scrape's second. */
  readonly scraped: { at: Second; readonly series: Map<string, readonly Series[]> };
  /** Memo of views, by role. */
  readonly memo: Map<string, unknown>;
}

/** Appends to the journal. Refusals are written down but do not enter the fingerprint: they change nothing. */
export function record(state: DrillState, kind: JournalKind, by: string, data: JournalEntry["data"]): void {
  state.journal.push({ at: { second: state.now, ordinal: state.ordinal }, kind, by, data });
  if (kind === "refused") return;
  state.revision++;
  state.story.trail = hashString(`${state.story.trail}|${state.now}|${kind}|${by}|${canonicalJson(data)}`);
}

/** Appends a message to the channels. */
export function post(state: DrillState, message: Omit<MessageView, "id" | "second">): void {
  state.messages.push({ id: state.messages.length, second: state.now, ...message });
  state.revision++;
  const { audience, from, text } = message;
  state.story.trail = hashString(`${state.story.trail}|${state.now}|${audience}|${from}|${text}`);
}

/** Tells the story's machines that something happened, once the present step is over. */
export function raise(state: DrillState, event: string): void {
  state.pending.push(event);
}

/** Whether nothing can change any more: the ending is known. */
export function isFrozen(state: DrillState): boolean {
  return state.story.ending >= 0;
}
