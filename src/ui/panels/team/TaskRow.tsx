import { type FormEvent, useState } from "react";
import { duration } from "#lib/format";
import type { Task } from "#modes/gameday/room";
import { useCanDo, useCommand } from "../../command";
import { announce } from "../../kit/announce";
import { Button } from "../../kit/Button";
import { TextField } from "../../kit/Field";
import { useFocusBack } from "../../kit/focus-back";
import { Status, type Tone } from "../../kit/Sign";
import { useView } from "../../live";
import { RefusalNote } from "../../RefusalNote";
import { useSeatName } from "../../team/folded";
import { HandOn } from "./HandOn";
import css from "./team.module.css";

const STATES: Readonly<Record<Task["state"], { readonly label: string; readonly tone: Tone }>> = {
  open: { label: "not acknowledged", tone: "warn" },
  acknowledged: { label: "under way", tone: "info" },
  done: { label: "done", tone: "good" },
  dropped: { label: "dropped", tone: "neutral" },
};

/** How a task stands, in a sign of its own: what is wrong with it first. */
export function TaskState({ task }: { task: Task }) {
  if (task.isOrphaned) return <Status tone="bad">its owner is gone</Status>;
  if (task.isOverdue) return <Status tone="bad">over its time</Status>;
  const { label, tone } = STATES[task.state];
  return <Status tone={tone}>{label}</Status>;
}

/** What is left of a time box, or by how much it is over. */
export function TimeBox({ task }: { task: Task }) {
  const now = useView((view) => view.now);
  if (task.endedAt !== null || task.due === null) return null;
  const left = task.due - now;
  return <span className={css.number}>{left >= 0 ? `${duration(left)} left` : `${duration(-left)} over`}</span>;
}

/** A task: what, by whom, until when, and what its owner can say about it; others may hand it on. */
export function TaskRow({ task, isOwn = false, withKey = false }: { task: Task; isOwn?: boolean; withKey?: boolean }) {
  const nameOf = useSeatName();
  const inside = useSeatName("you");
  const mayReport = useCanDo("team.progress");
  const { give, busy, refusal } = useCommand();
  const [ending, setEnding] = useState<"done" | "dropped" | null>(null);
  const opener = useFocusBack<HTMLButtonElement>(ending !== null);
  const isOver = task.endedAt !== null;
  const last = task.steps.findLast(({ text }) => text !== "");
  const progress = (state: "acknowledged" | "done" | "dropped", text = "") =>
    give({ kind: "team", args: { do: "progress", task: task.id, state, text } });
  const end = async (text: string) => {
    if (ending === null || !(await progress(ending, text))) return;
    announce(`${ending === "done" ? "Done" : "Dropped"}: ${task.text}`);
    setEnding(null);
  };
  return (
    <li className={css.row}>
      <div className={css.line}>
        <span className={css.words}>{task.text}</span>
        <span className={css.end}>
          <TaskState task={task} />
        </span>
      </div>
      <p className={css.meta}>
        {isOwn ? `from ${inside(task.givenBy)}` : nameOf(task.owner)}
        {task.owners.length > 1 &&
          ` (before: ${task.owners
            .slice(0, -1)
            .map(({ seat }) => inside(seat))
            .join(", ")})`}
        {!isOver && task.due !== null && " · "}
        <TimeBox task={task} />
        {last !== undefined && ` · “${last.text}”`}
      </p>
      {refusal !== null && <RefusalNote refusal={refusal} />}
      {!isOver && isOwn && mayReport && ending === null && (
        <div className={css.buttons}>
          {task.state === "open" && (
            <Button
              kind="primary"
              {...(withKey && { keys: "k" })}
              busy={busy}
              aria-label={`I have it: ${task.text}`}
              onClick={() => void progress("acknowledged")}
            >
              I have it
            </Button>
          )}
          <Button ref={opener} aria-label={`Done: ${task.text}`} onClick={() => setEnding("done")}>
            Done…
          </Button>
          <Button kind="quiet" aria-label={`Drop: ${task.text}`} onClick={() => setEnding("dropped")}>
            Drop…
          </Button>
          <HandOn task={task} />
        </div>
      )}
      {!isOver && !isOwn && (
        <div className={css.buttons}>
          <HandOn task={task} />
        </div>
      )}
      {ending !== null && <Ending task={task} state={ending} busy={busy} onEnd={end} onClose={() => setEnding(null)} />}
    </li>
  );
}

/** A word with the end of a task; done needs none, dropped wants a reason. */
function Ending({
  task,
  state,
  busy,
  onEnd,
  onClose,
}: {
  task: Task;
  state: "done" | "dropped";
  busy: boolean;
  onEnd: (text: string) => Promise<void>;
  onClose: () => void;
}) {
  const [text, setText] = useState("");
  const [tried, setTried] = useState(false);
  const isMissing = state === "dropped" && text.trim() === "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isMissing) void onEnd(text.trim());
  };
  return (
    <form className={css.form} noValidate onSubmit={submit}>
      <TextField
        label={state === "done" ? `What came of it: ${task.text}` : `Why it is dropped: ${task.text}`}
        hint={state === "done" ? "May be left empty." : undefined}
        error={tried && isMissing ? "The others want to know why." : undefined}
        value={text}
        maxLength={500}
        autoComplete="off"
        autoFocus
        onChange={(event) => setText(event.target.value)}
      />
      <div className={css.buttons}>
        <Button type="submit" kind="primary" busy={busy}>
          {state === "done" ? "Done" : "Drop it"}
        </Button>
        <Button onClick={onClose}>Not yet</Button>
      </div>
    </form>
  );
}
