import { useState } from "react";
import type { Branch } from "#debrief/index";
import { fixed, offset } from "#lib/format";
import { messageOf } from "#lib/message";
import type { RunSummary } from "#session/contract";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { Badge } from "../../kit/Sign";
import { ErrorState } from "../../kit/State";
import { useServices } from "../../services";
import { walkTo } from "../walk/places";
import css from "./compare.module.css";
import { type Family, nameOf, titleOf } from "./family";
import { NotesDialog } from "./Notes";

/** The forks of a run, each with where it left, what came of it, and what one may do with it. */
export function Tree({
  family,
  id,
  other,
  onChange,
}: {
  family: Family;
  id: string;
  other: string | null;
  onChange: () => Promise<void>;
}) {
  const { runs, documents } = useServices();
  const [noted, setNoted] = useState<string | null>(null);
  const [doomed, setDoomed] = useState<Branch<RunSummary> | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const remove = async (run: string) => {
    setDoomed(null);
    try {
      await runs.remove(run);
      for (const note of family.notes.get(run) ?? []) await documents.remove(note.id);
    } catch (error) {
      setFailure(messageOf(error));
    }
    await onChange();
  };
  return (
    <>
      {failure !== null && <ErrorState title="It could not be deleted">{failure}</ErrorState>}
      {/* biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers */}
      <ul role="list" className={css.tree}>
        {family.places.map(({ branch, depth }) => (
          <Row
            key={branch.id}
            branch={branch}
            depth={depth}
            family={family}
            id={id}
            other={other}
            onNotes={() => setNoted(branch.id)}
            onDelete={() => setDoomed(branch)}
          />
        ))}
        <Stand id={id} stand="expert" title="The expert, from the beginning" isCompared={other === "expert"} />
        <Stand id={id} stand="idle" title="Nobody acting" isCompared={other === "idle"} />
      </ul>
      <NotesDialog run={noted} onClose={() => setNoted(null)} onChange={onChange} />
      <Dialog
        open={doomed !== null}
        onOpenChange={(open) => !open && setDoomed(null)}
        size="s"
        title="Delete this run?"
        description={
          doomed !== null &&
          `“${nameOf(doomed, family.notes)}” and its notes. What was forked from it stays. This cannot be undone.`
        }
        footer={
          <>
            <Button onClick={() => setDoomed(null)}>Keep it</Button>
            <Button kind="danger" onClick={() => doomed !== null && void remove(doomed.id)}>
              Delete the run
            </Button>
          </>
        }
      />
    </>
  );
}

function Row({
  branch,
  depth,
  family,
  id,
  other,
  onNotes,
  onDelete,
}: {
  branch: Branch<RunSummary>;
  depth: number;
  family: Family;
  id: string;
  other: string | null;
  onNotes: () => void;
  onDelete: () => void;
}) {
  const { run, second } = branch;
  const title = titleOf(branch, family.notes);
  const name = nameOf(branch, family.notes);
  const further = (family.notes.get(branch.id) ?? []).slice(1);
  const isOver = run?.status === "finished";
  return (
    <li className={css.branch} data-depth={Math.min(depth, 6)}>
      <div className={css.name} style={{ paddingLeft: `${16 * Math.min(depth, 6)}px` }}>
        {depth > 0 && (
          <span aria-hidden="true" className={css.twig}>
            └
          </span>
        )}
        <span>
          <strong>{title}</strong> {branch.id === id && <Badge tone="info">this run</Badge>}
          {branch.id === other && <Badge tone="info">beside it</Badge>}
          {further.map((note) => (
            <span key={note.id} className={css.remark}>
              {note.body.text}
            </span>
          ))}
        </span>
      </div>
      <span className={css.from}>{second === null ? "" : `from ${offset(second)}`}</span>
      <span className={css.outcome}>
        {run === null ? "" : isOver ? (run.ending ?? "") : `open at ${offset(run.horizon)}`}
      </span>
      <span className={css.points}>{isOver && run.total !== null ? `${fixed(run.total, 0)} of 100` : ""}</span>
      <span className={css.acts}>
        {isOver && (
          <>
            <a href={walkTo(branch.id, second ?? 0)} aria-label={`Walk into ${name}`}>
              Walk
            </a>
            <a href={`#/run/${branch.id}/debrief`} aria-label={`Debrief of ${name}`}>
              Debrief
            </a>
            {branch.id !== id && (
              <a href={`#/run/${id}/compare/${branch.id}`} aria-label={`Compare with ${name}`}>
                Compare
              </a>
            )}
          </>
        )}
        {run !== null && !isOver && (
          <a href={`#/run/${branch.id}`} aria-label={`Go on with ${name}`}>
            Go on
          </a>
        )}
        <Button kind="quiet" onClick={onNotes} aria-label={`Notes on ${name}`}>
          Notes
        </Button>
        {run !== null && (
          <Button kind="quiet" onClick={onDelete} aria-label={`Delete ${name}`}>
            Delete
          </Button>
        )}
      </span>
    </li>
  );
}

/** What the run is measured against; computed when it is asked for. */
function Stand({
  id,
  stand,
  title,
  isCompared,
}: {
  id: string;
  stand: "expert" | "idle";
  title: string;
  isCompared: boolean;
}) {
  return (
    <li className={css.branch}>
      <div className={css.name}>
        <span>
          {title} {isCompared && <Badge tone="info">beside it</Badge>}
        </span>
      </div>
      <span className={css.from} />
      <span className={css.outcome}>on the same seed</span>
      <span className={css.points} />
      <span className={css.acts}>
        <a href={walkTo(id, 0, stand)} aria-label={`Walk: ${title}`}>
          Walk
        </a>
        <a href={`#/run/${id}/compare/${stand}`} aria-label={`Compare with: ${title}`}>
          Compare
        </a>
      </span>
    </li>
  );
}
