import type { Passage } from "#debrief/index";
import type { Outline, OutlineMachine, OutlineState } from "#domain/outline";
import { Graph, type GraphEdge, type GraphNode } from "../../kit/chart/Graph";
import { formatDuration } from "../../kit/format";
import { EmptyState } from "../../kit/State";
import { idOf } from "./marked";
import { moveKey, type Walked, walkedOf } from "./walked";
import css from "./workshop.module.css";

/** Px. Times and names of states are short. */
const STATE_WIDTH = 136;

const NOTHING: Walked = { entered: new Map(), moved: new Map() };

const times = (seconds: readonly number[]): string =>
  seconds.length > 2
    ? `${formatDuration(seconds[0] ?? 0)} and ${seconds.length - 1} times more`
    : seconds.map(formatDuration).join(", ");

/** The second line of a state: when the play came into it, else what kind of state it is. */
function detailOf(state: OutlineState, entered: readonly number[] | undefined, isWalked: boolean): string {
  if (entered !== undefined) return state.isInitial && entered[0] === 0 ? "from the start" : `at ${times(entered)}`;
  if (isWalked) return "not reached";
  return state.isInitial ? "begins here" : state.isFinal ? "final" : "";
}

/** Where moves begin that the machine makes in whatever state it is in: drawn as a box of its own, which is never entered. */
const ANYWHERE = "in any state";

/** The box for moves of the whole machine; none where there are none. */
function anywhereOf({ id, moves }: OutlineMachine, { moved }: Walked): readonly GraphNode[] {
  const own = moves.filter(({ from }) => from === id);
  if (own.length === 0) return [];
  const isMarked = own.some((move) => moved.has(moveKey(move)));
  return [{ id, label: ANYWHERE, detail: `moves of ${id}`, isMarked, isAside: true }];
}

/** Events that lead from one state to the same other one share a line. */
function edgesOf({ states, moves }: OutlineMachine, { moved }: Walked): readonly GraphEdge[] {
  const edges = new Map<string, GraphEdge & { readonly text: string }>();
  for (const move of moves) {
    const key = `${move.from}→${move.to}`;
    const before = edges.get(key);
    const isMarked = moved.has(moveKey(move)) || before?.isMarked === true;
    const text = before === undefined ? move.event : `${before.text}, ${move.event}`;
    edges.set(key, { from: move.from, to: move.to, text, isMarked });
  }
  for (const { path, parent, isInitial } of states) {
    const key = `${parent}→${path}`;
    if (parent !== null && !edges.has(key))
      edges.set(key, { from: parent, to: path, text: isInitial ? "begins" : "in" });
  }
  return [...edges.values()];
}

/** The statecharts of a drill, one below the other, with the way of a play through them. */
export function StoryPicture({
  outline,
  passage,
  part,
  onGo,
}: {
  outline: Outline;
  passage: Passage | null;
  /** What the cursor in the text is in. */
  part: string | null;
  onGo: (part: string) => void;
}) {
  if (outline.machines.length === 0) {
    return (
      <EmptyState title="No story">
        <p>
          Its <code>story</code> would say where the incident stands: states, and the events that lead from one to
          another.
        </p>
      </EmptyState>
    );
  }
  return (
    <div className={css.machines}>
      {outline.machines.map((machine) => (
        <MachinePicture key={machine.id} machine={machine} passage={passage} part={part} onGo={onGo} />
      ))}
    </div>
  );
}

function MachinePicture({
  machine,
  passage,
  part,
  onGo,
}: {
  machine: OutlineMachine;
  passage: Passage | null;
  part: string | null;
  onGo: (part: string) => void;
}) {
  const walked = passage === null ? NOTHING : walkedOf(machine, passage);
  const chosen = machine.states.find(
    ({ path }) => part === idOf.state(path) || part?.startsWith(`move ${path} `) === true,
  );
  const isAnywhere = part === idOf.anywhere(machine.id) || part?.startsWith(`move ${machine.id} `) === true;
  return (
    <section aria-label={machine.id} className={css.machine}>
      <h2>
        <button
          type="button"
          className={css.partName}
          aria-current={part === idOf.machine(machine.id) ? "true" : undefined}
          onClick={() => onGo(idOf.machine(machine.id))}
        >
          {machine.id}
        </button>
      </h2>
      <Graph
        label={`States of ${machine.id}`}
        verb="leads to"
        minHeight={72}
        down
        zoom
        nodeWidth={STATE_WIDTH}
        nodes={[
          ...anywhereOf(machine, walked),
          ...machine.states.map((state) => {
            const detail = detailOf(state, walked.entered.get(state.path), passage !== null);
            return {
              id: state.path,
              label: state.id,
              isMarked: walked.entered.has(state.path),
              ...(detail !== "" && { detail }),
            };
          }),
        ]}
        edges={edgesOf(machine, walked)}
        selected={isAnywhere ? machine.id : chosen?.path}
        onSelect={(path) => onGo(path === machine.id ? idOf.anywhere(path) : idOf.state(path))}
      />
      {chosen !== undefined && (
        <Moves machine={machine} from={chosen.path} turn={chosen.turn} walked={walked} part={part} onGo={onGo} />
      )}
      {isAnywhere && <Moves machine={machine} from={machine.id} turn="" walked={walked} part={part} onGo={onGo} />}
    </section>
  );
}

/** What leads on from a state, or from any. */
function Moves({
  machine,
  from,
  turn,
  walked,
  part,
  onGo,
}: {
  machine: OutlineMachine;
  /** Path of the state; the machine's own id for what leads on from any. */
  from: string;
  /** What it means for people that it was reached; empty where that goes unmentioned. */
  turn: string;
  walked: Walked;
  part: string | null;
  onGo: (part: string) => void;
}) {
  const moves = machine.moves.filter((move) => move.from === from);
  const nameOf = (path: string) => (path === machine.id ? "any state" : path.slice(machine.id.length + 1));
  return (
    <div className={css.moves}>
      {turn !== "" && <p>{turn}</p>}
      {moves.length === 0 ? (
        <p className="muted">Nothing leads on from {nameOf(from)}.</p>
      ) : (
        // biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers
        <ul role="list" aria-label={`What leads on from ${nameOf(from)}`}>
          {moves.map((move) => {
            const id = idOf.move(move.from, move.event);
            const at = walked.moved.get(moveKey(move));
            return (
              <li key={id}>
                <button
                  type="button"
                  className={css.partName}
                  aria-current={part === id ? "true" : undefined}
                  onClick={() => onGo(id)}
                >
                  {move.event}
                </button>{" "}
                → {nameOf(move.to)}
                {at !== undefined && <span className={css.walked}> at {times(at)}</span>}
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
