import type { Outline } from "#domain/outline";
import { Graph } from "../../kit/chart/Graph";
import { EmptyState } from "../../kit/State";
import { idOf } from "./marked";
import css from "./workshop.module.css";

/** The system as a map, with the faults of the first variant at the nodes they sit at. */
export function SystemPicture({
  outline: { nodes, faults },
  part,
  onGo,
}: {
  outline: Outline;
  part: string | null;
  onGo: (part: string) => void;
}) {
  if (nodes.length === 0) {
    return (
      <EmptyState title="No system">
        <p>
          The drill's <code>system</code> cannot be read, or has no nodes.
        </p>
      </EmptyState>
    );
  }
  const faultsAt = (id: string) => faults.filter(({ node }) => node === id).length;
  const detailOf = (id: string, kind: string) => {
    const count = faultsAt(id);
    return count === 0 ? kind : `${kind} · ${count === 1 ? "1 fault" : `${count} faults`}`;
  };
  return (
    <>
      <Graph
        label="Who calls whom"
        nodes={nodes.map(({ id, label, kind }) => ({
          id,
          label,
          detail: detailOf(id, kind),
          isMarked: faultsAt(id) > 0,
        }))}
        edges={nodes.flatMap(({ id, calls }) => calls.map((to) => ({ from: id, to })))}
        selected={nodes.find(({ id }) => part === idOf.node(id))?.id}
        onSelect={(id) => onGo(idOf.node(id))}
        dense
        zoom
      />
      {faults.length > 0 && (
        <section aria-label="Faults" className={css.list}>
          <h2>Faults</h2>
          {/* biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers */}
          <ul role="list">
            {faults.map(({ id, label, node }) => (
              <li key={id}>
                <button
                  type="button"
                  className={css.partName}
                  aria-current={part === idOf.fault(id) ? "true" : undefined}
                  onClick={() => onGo(idOf.fault(id))}
                >
                  {id}
                </button>{" "}
                {label}
                {node !== null && <span className="muted"> at {node}</span>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
