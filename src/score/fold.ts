import type { Audience } from "#domain/commands";
import type { Scene } from "#domain/drill";
import type { Second } from "#domain/ids";
import type { JournalEntry } from "#domain/journal";
import type { Expr } from "#domain/text";
import { causeIsNamed, type DrillState, playersOf } from "#engine/index";
import { StateHasher } from "#lib/hash";
import { impactOf } from "#world/index";
import type { Said } from "./cadence";
import { horizonOf, weighHarm } from "./impact";
import { MarkFold } from "./marks";
import { StateMoment } from "./moment";

/** Everything scoring gathers while a run goes by. Show it the state after creation, every command and every second. */
export class ScoreFold {
  readonly said: Said[] = [];
  /** Weighted harm of each second up to the horizon. */
  readonly harm: number[] = [];
  readonly marks: MarkFold;
  /** Since when the cause has been named; null while it is not. */
  namedAt: Second | null = null;
  private readonly settled = new Map<Expr, number>();
  private readonly horizon: Second;
  private read = 0;
  private messages = 0;
  private revision = -1;

  constructor(scene: Scene) {
    this.marks = new MarkFold(scene.score.marks);
    this.horizon = horizonOf(scene);
  }

  observe(state: DrillState): void {
    while (this.harm.length < Math.min(state.now, this.horizon)) {
      this.harm.push(weighHarm(state.scene, impactOf(state.world, this.harm.length)));
    }
    const entries = state.journal.slice(this.read);
    this.read = state.journal.length;
    for (const entry of entries) if (entry.kind === "message") this.hear(state, entry);
    this.marks.observe(new StateMoment(state, asPlayer(state, entries), this.settled));
    if (state.revision !== this.revision) {
      this.revision = state.revision;
      if (!causeIsNamed(state)) this.namedAt = null;
      else this.namedAt ??= state.now;
    }
  }

  /** The words belong to the next of the author's messages that has not been heard yet. */
  private hear(state: DrillState, entry: JournalEntry): void {
    const audience = entry.data.audience as Audience;
    const index = state.messages.findIndex(
      (m) => m.id >= this.messages && m.kind === "player" && m.audience === audience && m.from === entry.by,
    );
    const text = state.messages[index]?.text ?? "";
    if (index >= 0) this.messages = index + 1;
    const features = Array.isArray(entry.data.features) ? (entry.data.features as readonly string[]) : [];
    this.said.push({ second: entry.at.second, audience, features, text });
  }

  /** What the fold has come to. */
  moment(state: DrillState): StateMoment {
    return new StateMoment(state, [], this.settled);
  }
}

/** To marks whoever plays is the player, whichever seat of a team it was: the team is scored, and nobody in it. */
function asPlayer(state: DrillState, entries: readonly JournalEntry[]): readonly JournalEntry[] {
  if (state.story.team === undefined || entries.length === 0) return entries;
  const { ids } = playersOf(state);
  return entries.map((entry) => (ids.has(entry.by) ? { ...entry, by: "player" } : entry));
}

/** Fingerprint of a fold: which marks stand, with which points, and the harm so far. 16 hex digits, the same in every engine. */
export function hashScore(fold: ScoreFold): string {
  const hasher = new StateHasher();
  for (const mark of fold.marks.awarded) {
    hasher
      .string(mark.id)
      .number(mark.points)
      .number(mark.second ?? -1)
      .string(mark.reason);
  }
  hasher.number(fold.harm.length).number(fold.harm.at(-1) ?? 0);
  hasher.number(fold.namedAt ?? -1).int(fold.said.length);
  return hasher.digest();
}
