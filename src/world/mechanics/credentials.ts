/** Expired and outdated credentials: handshakes with the pods that hold them fail. */
import { openBook, podsIn } from "../book";
import { credentialState } from "../credentials";
import type { Cell, WorldState } from "../state";
import { type Mechanic, memoryOf } from "./mechanic";

/** Seconds until a handshake has failed. */
const FAILS_AFTER = 0.03;

/** Seconds after which expressions notice that time has passed. */
const NOTICED = 10;

/** Share of a cell's pods that were refused in the last second, by cell: parameters follow when it changes. */
type Refused = Record<string, number>;

/** Share of a cell's pods whose credentials are not accepted now. */
function refusedShare(w: WorldState, cell: Cell): number {
  let accepted = 1;
  for (const spec of w.system.credentials ?? []) {
    if (w.compiled.nodeIndex.get(spec.node) !== cell.node) continue;
    const { expires, rotated } = credentialState(w, spec);
    if (expires !== null && w.second >= expires) return 1;
    if (!spec.restart || rotated === null) continue;
    const pods = podsIn(w, cell);
    // All must have every credential right; those that lack one mostly lack the others.
    if (pods.length > 0) accepted = Math.min(accepted, pods.filter((p) => p.since >= rotated).length / pods.length);
  }
  return 1 - accepted;
}

export const credentials: Mechanic = {
  name: "credentials",
  used: (w) => (w.system.credentials?.length ?? 0) > 0,
  step(w) {
    openBook(w);
    const refused = memoryOf<Refused>(w, "refused", () => ({}));
    const nodes = new Set((w.system.credentials ?? []).map((c) => w.compiled.nodeIndex.get(c.node)));
    for (const cell of w.cellTable) {
      if (!nodes.has(cell.node)) continue;
      // Looked at every second, so that the book knows when each pod began.
      podsIn(w, cell);
      const share = cell.info.pods > 0 ? refusedShare(w, cell) : 0;
      if (share === (refused[cell.id] ?? 0)) continue;
      refused[cell.id] = share;
      w.stale = true;
    }
    // Expressions may depend on the time that is left.
    if (w.second % NOTICED === 0) w.stale = true;
  },
  lane(w, cell, _lane, adjust) {
    const share = (w.slow.refused as Refused | undefined)?.[cell.id] ?? 0;
    if (share > 0) adjust.fail("credential", share, FAILS_AFTER);
  },
};
