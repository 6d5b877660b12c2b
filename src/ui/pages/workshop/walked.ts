import type { Passage } from "#debrief/index";
import type { OutlineMachine, OutlineMove } from "#domain/outline";

/** What a play did to a machine of the story, in seconds since it began. */
export interface Walked {
  /** When each state was entered, by path; also the states around it. */
  readonly entered: ReadonlyMap<string, readonly number[]>;
  /** When each move was made, by `moveKey`. */
  readonly moved: ReadonlyMap<string, readonly number[]>;
}

export const moveKey = ({ from, event }: Pick<OutlineMove, "from" | "event">): string => `${from} ${event}`;

const isWithin = (path: string, around: string): boolean => path === around || path.startsWith(`${around}.`);

function add(map: Map<string, number[]>, key: string, second: number): void {
  const known = map.get(key) ?? [];
  if (known.at(-1) !== second) map.set(key, [...known, second]);
}

/** What an event did in these states: in each of them the innermost move that takes it. */
function movesMade(moves: readonly OutlineMove[], event: string, states: readonly string[]): ReadonlySet<OutlineMove> {
  const taking = moves.filter((move) => move.event === event).sort((a, b) => b.from.length - a.from.length);
  return new Set(states.flatMap((state) => taking.find(({ from }) => isWithin(state, from)) ?? []));
}

/** Lays the way of a play over a machine. What the machine does not have (any more) is left out. */
export function walkedOf({ id, states, moves }: OutlineMachine, passage: Passage): Walked {
  const entered = new Map<string, number[]>();
  const moved = new Map<string, number[]>();
  let before: readonly string[] = [];
  for (const step of passage.moves) {
    if (step.machine !== id) continue;
    for (const { path } of states) {
      const isIn = step.states.some((state) => isWithin(state, path));
      const wasIn = before.some((state) => isWithin(state, path));
      if (isIn && !wasIn) add(entered, path, step.second);
    }
    for (const made of movesMade(moves, step.event, before)) add(moved, moveKey(made), step.second);
    before = step.states;
  }
  return { entered, moved };
}
