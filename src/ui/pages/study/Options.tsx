import { useState } from "react";
import type { StudyOptions } from "#domain/study";
import { percent } from "#lib/format";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { Select, TextField } from "../../kit/Field";
import css from "./study.module.css";

const RETENTIONS = [0.8, 0.85, 0.9, 0.93, 0.95] as const;
const HOURS = Array.from({ length: 13 }, (_, hour) => hour);
const MOST_NEW = 200;

/** How much, until when and how surely to learn. `today`: the day of study, as a date. */
export function OptionsDialog({
  options,
  today,
  onClose,
  onSave,
}: {
  options: StudyOptions;
  today: string;
  onClose: () => void;
  onSave: (options: StudyOptions) => void;
}) {
  const [draft, setDraft] = useState(options);
  const [fresh, setFresh] = useState(String(options.newPerDay));
  const newPerDay = Number(fresh);
  const isBad = fresh.trim() === "" || !Number.isInteger(newPerDay) || newPerDay < 0 || newPerDay > MOST_NEW;
  const isOver = draft.interview !== null && draft.interview <= today;
  const retentions = [...new Set([...RETENTIONS, options.retention])].sort((a, b) => a - b);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="s"
      title="Options of study"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" disabled={isBad} onClick={() => onSave({ ...draft, newPerDay })}>
            Save
          </Button>
        </>
      }
    >
      <form
        className={css.options}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBad) onSave({ ...draft, newPerDay });
        }}
      >
        <TextField
          label="New cards a day"
          type="number"
          inputMode="numeric"
          min={0}
          max={MOST_NEW}
          value={fresh}
          onChange={(event) => setFresh(event.currentTarget.value)}
          error={isBad ? `A whole number from 0 to ${MOST_NEW}.` : undefined}
          hint="Each comes back several times in its first days."
        />
        <TextField
          label="Day of the interview"
          type="date"
          min={today}
          value={draft.interview ?? ""}
          onChange={(event) => setDraft({ ...draft, interview: event.currentTarget.value || null })}
          hint={
            isOver
              ? "That day has come: it shortens nothing any more."
              : "No card waits beyond it; those that did come before it. Leave it empty if there is none."
          }
        />
        <Select
          label="Known when they come back"
          value={String(draft.retention)}
          options={retentions.map((share) => ({ value: String(share), label: `${percent(share)} of the cards` }))}
          onChange={(value) => setDraft({ ...draft, retention: Number(value) })}
          hint="More means shorter intervals and more reviews a day."
        />
        <Select
          label="A new day begins at"
          value={String(draft.rollover)}
          options={HOURS.map((hour) => ({ value: String(hour), label: `${hour < 10 ? "0" : ""}${hour}:00` }))}
          onChange={(value) => setDraft({ ...draft, rollover: Number(value) })}
          hint="Until then the night belongs to the day before."
        />
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
