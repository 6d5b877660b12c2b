import type { View } from "#domain/view";
import { type DrillState, view } from "#engine/index";
import { snapshotOf } from "../snapshot";

/** Views of one state by seat; each stays the same object for as long as nothing has happened. */
export class Screens {
  private state: DrillState | null = null;
  private second = 0;
  private ordinal = 0;
  private readonly views = new Map<string, View>();

  /** What a seat sees of a state; the empty name is what everybody may see. */
  of(state: DrillState, seat: string): View {
    if (state !== this.state || state.now !== this.second || state.ordinal !== this.ordinal) {
      this.state = state;
      this.second = state.now;
      this.ordinal = state.ordinal;
      this.views.clear();
    }
    const known = this.views.get(seat);
    if (known !== undefined) return known;
    const seen = view(state, seat);
    const made = snapshotOf(seen, {
      look: (look) => seen.look(look),
      complete: (line, cursor) => seen.complete(line, cursor),
      estimate: (request) => seen.estimate(request),
    });
    this.views.set(seat, made);
    return made;
  }
}
