import { type FormEvent, useState } from "react";
import type { Entry } from "#modes/gameday/room";
import { useCommand } from "../../command";
import { announce } from "../../kit/announce";
import { Button } from "../../kit/Button";
import { TextField } from "../../kit/Field";
import { useFocusBack } from "../../kit/focus-back";
import { formatClock } from "../../kit/format";
import { Badge } from "../../kit/Sign";
import { Timestamp } from "../../kit/Timestamp";
import { RefusalNote } from "../../RefusalNote";
import { useSeatName } from "../../team/folded";
import { useStartsAt } from "../../who";
import { secondOf } from "./lines";
import css from "./timeline.module.css";

/** A line somebody wrote. It can be corrected and struck out; what it said before stays to be read. */
export function EntryLine({
  entry,
  canChange,
  isChanging,
  onChange,
}: {
  entry: Entry;
  canChange: boolean;
  isChanging: boolean;
  onChange: (on: boolean) => void;
}) {
  const nameOf = useSeatName();
  const startsAt = useStartsAt();
  const { give, busy, refusal } = useCommand();
  const opener = useFocusBack<HTMLButtonElement>(isChanging);
  const write = (text: string, at = entry.at) =>
    give({ kind: "team", args: { do: "entry", entry: entry.id, at, text } });
  return (
    <li className={css.line}>
      <Timestamp second={entry.at} startsAt={startsAt} />
      <div className={css.body}>
        {isChanging ? (
          <Correction
            entry={entry}
            busy={busy}
            onSave={async (text, at) => {
              if (!(await write(text, at))) return;
              announce("Corrected.");
              onChange(false);
            }}
            onClose={() => onChange(false)}
          />
        ) : (
          <>
            <p className={css.text}>{entry.isStruck ? <s>{entry.text}</s> : entry.text}</p>
            <div className={css.meta}>
              {nameOf(entry.by)}
              {entry.isStruck && <Badge>struck out</Badge>}
              {entry.before.length > 0 && (
                <details className={css.before}>
                  <summary>corrected {entry.before.length === 1 ? "once" : `${entry.before.length} times`}</summary>
                  <ol>
                    {entry.before.map((was, index) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: what it said before does not change
                      <li key={index}>
                        <Timestamp second={was.at} startsAt={startsAt} /> {was.text} ({nameOf(was.by)})
                      </li>
                    ))}
                  </ol>
                </details>
              )}
              {canChange && (
                <span className={css.buttons}>
                  <Button
                    ref={opener}
                    kind="quiet"
                    aria-label={`Correct: ${entry.text}`}
                    onClick={() => onChange(true)}
                  >
                    Correct
                  </Button>
                  <Button
                    kind="quiet"
                    busy={busy}
                    aria-label={`${entry.isStruck ? "Bring back" : "Strike out"}: ${entry.text}`}
                    onClick={async () => {
                      if (await write(entry.isStruck ? entry.text : "")) {
                        announce(entry.isStruck ? "It is back." : "Struck out.");
                      }
                    }}
                  >
                    {entry.isStruck ? "Bring back" : "Strike out"}
                  </Button>
                </span>
              )}
            </div>
          </>
        )}
        {refusal !== null && <RefusalNote refusal={refusal} />}
      </div>
    </li>
  );
}

function Correction({
  entry,
  busy,
  onSave,
  onClose,
}: {
  entry: Entry;
  busy: boolean;
  onSave: (text: string, at: number) => Promise<void>;
  onClose: () => void;
}) {
  const startsAt = useStartsAt();
  const [text, setText] = useState(entry.text);
  const [time, setTime] = useState(formatClock(startsAt + entry.at));
  const at = secondOf(time, startsAt, entry.at);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== "" && at !== null) void onSave(text.trim(), at);
  };
  return (
    <form className={css.entry} noValidate aria-label="Correct the entry" onSubmit={submit}>
      <TextField
        label="Corrected time"
        hideLabel
        value={time}
        className={css.time}
        error={at === null ? "As 14:32 or 14:32:05." : undefined}
        onChange={(event) => setTime(event.target.value)}
      />
      <TextField
        label="Corrected text"
        hideLabel
        value={text}
        maxLength={2000}
        autoFocus
        error={text.trim() === "" ? "To take it away, strike it out." : undefined}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" kind="primary" busy={busy}>
        Save
      </Button>
      <Button onClick={onClose}>Leave it</Button>
    </form>
  );
}
