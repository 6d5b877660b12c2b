import { Plus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { duration } from "#lib/format";
import type { Timer } from "#modes/gameday/room";
import { useCanDo, useCommand } from "../../command";
import { announce } from "../../kit/announce";
import { Button } from "../../kit/Button";
import { TextField } from "../../kit/Field";
import { useFocusBack } from "../../kit/focus-back";
import { Status } from "../../kit/Sign";
import { useView } from "../../live";
import { RefusalNote } from "../../RefusalNote";
import { useFolded, useFreshId, useSeatName } from "../../team/folded";
import { Part } from "../../team/Part";
import css from "./team.module.css";

/** Timers that run, the next to end first, and those that are over until somebody takes them away. */
export function Timers() {
  const timers = useFolded((room) => room.timers);
  const may = useCanDo("team.timer");
  const [isSetting, setSetting] = useState(false);
  const opener = useFocusBack<HTMLButtonElement>(isSetting);
  if (timers.length === 0 && !may) return null;
  return (
    <Part
      title="Timers"
      count={timers.length}
      actions={
        may &&
        !isSetting && (
          <Button ref={opener} kind="quiet" icon={<Plus />} onClick={() => setSetting(true)}>
            Set a timer
          </Button>
        )
      }
    >
      {isSetting && may && <TimerForm onClose={() => setSetting(false)} />}
      {timers.length === 0 ? (
        <p className={css.quiet}>None is running.</p>
      ) : (
        <ul className={css.rows}>
          {[...timers]
            .sort((a, b) => a.endsAt - b.endsAt)
            .map((timer) => (
              <TimerRow key={timer.id} timer={timer} may={may} />
            ))}
        </ul>
      )}
    </Part>
  );
}

function TimerRow({ timer, may }: { timer: Timer; may: boolean }) {
  const now = useView((view) => view.now);
  const nameOf = useSeatName("you");
  const { give, busy, refusal } = useCommand();
  const set = (minutes: number) =>
    void give({ kind: "team", args: { do: "timer", timer: timer.id, label: timer.label, minutes } });
  return (
    <li className={css.row}>
      <div className={css.line}>
        <span className={css.words}>{timer.label}</span>
        <span className={css.end}>
          {timer.isOver ? (
            <Status tone="bad">time is up</Status>
          ) : (
            <span className={css.number}>{duration(timer.endsAt - now)}</span>
          )}
        </span>
      </div>
      <p className={css.meta}>set by {nameOf(timer.setBy)}</p>
      {refusal !== null && <RefusalNote refusal={refusal} />}
      {may && (
        <div className={css.buttons}>
          {timer.isOver && (
            <Button busy={busy} aria-label={`5 min more: ${timer.label}`} onClick={() => set(5)}>
              5 min more
            </Button>
          )}
          <Button kind="quiet" busy={busy} aria-label={`Take away: ${timer.label}`} onClick={() => set(0)}>
            Take away
          </Button>
        </div>
      )}
    </li>
  );
}

function TimerForm({ onClose }: { onClose: () => void }) {
  const fresh = useFreshId();
  const { give, busy, refusal } = useCommand();
  const [label, setLabel] = useState("");
  const [minutes, setMinutes] = useState("10");
  const [tried, setTried] = useState(false);
  const length = Number(minutes);
  const isLength = Number.isFinite(length) && length > 0 && length <= 1440;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (label.trim() === "" || !isLength) return;
    const args = { do: "timer", timer: fresh("timer"), label: label.trim(), minutes: length } as const;
    if (!(await give({ kind: "team", args }))) return;
    announce(`The timer runs: ${label.trim()}`);
    onClose();
  };
  return (
    <form className={css.form} noValidate aria-label="Set a timer" onSubmit={(event) => void submit(event)}>
      <div className={css.pair}>
        <TextField
          label="For what"
          value={label}
          maxLength={100}
          autoComplete="off"
          autoFocus
          error={tried && label.trim() === "" ? "Say what it is for." : undefined}
          onChange={(event) => setLabel(event.target.value)}
        />
        <TextField
          label="Minutes"
          inputMode="numeric"
          value={minutes}
          error={isLength ? undefined : "More than 0."}
          onChange={(event) => setMinutes(event.target.value)}
        />
      </div>
      {refusal !== null && <RefusalNote refusal={refusal} />}
      <div className={css.buttons}>
        <Button type="submit" kind="primary" busy={busy}>
          Set it
        </Button>
        <Button onClick={onClose}>Not now</Button>
      </div>
    </form>
  );
}
