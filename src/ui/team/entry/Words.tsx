import { type FormEvent, type KeyboardEvent, useState } from "react";
import { Button } from "../../kit/Button";
import { Select, TextArea, TextField } from "../../kit/Field";
import css from "./entry.module.css";
import type { Blank, Values } from "./verb";

const initially = (blanks: readonly Blank[]): Values =>
  Object.fromEntries(blanks.map(({ name, initial = "" }) => [name, initial]));

/** What is wrong with a value, in a sentence; undefined: nothing. */
export function problemOf({ needed = false, isMinutes = false, options }: Blank, value: string): string | undefined {
  const text = value.trim();
  if (text === "") return needed ? (options === undefined ? "Say what." : "Choose one.") : undefined;
  if (isMinutes && !(/^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= 240))
    return "Minutes from 1 to 240.";
  return undefined;
}

/** The words of somebody, and what goes with them. Enter in any of the fields sends; in the words Shift and Enter begins a line. */
export function Words({
  blanks,
  busy,
  onSend,
  onBack,
}: {
  blanks: readonly Blank[];
  busy: boolean;
  onSend: (values: Values) => void;
  onBack: () => void;
}) {
  const [values, setValues] = useState<Values>(() => initially(blanks));
  const [wasTried, setWasTried] = useState(false);
  const set = (name: string) => (value: string) => setValues((now) => ({ ...now, [name]: value }));
  const send = () => {
    setWasTried(true);
    if (busy || blanks.some((blank) => problemOf(blank, values[blank.name] ?? "") !== undefined)) return;
    onSend(values);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send();
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.target instanceof HTMLButtonElement) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    }
    const isEmpty = event.target instanceof HTMLTextAreaElement && event.target.value === "";
    if (event.key === "Backspace" && isEmpty && !event.repeat) {
      event.preventDefault();
      onBack();
    }
  };
  return (
    <form noValidate onSubmit={submit} onKeyDown={press} className={css.words}>
      {blanks.map((blank, nth) => {
        const { name, label, hint, options } = blank;
        const value = values[name] ?? "";
        const error = wasTried ? problemOf(blank, value) : undefined;
        if (options !== undefined)
          return <Select key={name} label={label} options={options} value={value} error={error} onChange={set(name)} />;
        if (nth === 0)
          return (
            <div key={name} className={css.wide}>
              <TextArea
                label={label}
                rows={2}
                maxLength={4000}
                autoFocus
                value={value}
                error={error}
                onChange={(event) => set(name)(event.target.value)}
              />
            </div>
          );
        return (
          <TextField
            key={name}
            label={label}
            hint={hint}
            maxLength={2000}
            value={value}
            error={error}
            onChange={(event) => set(name)(event.target.value)}
          />
        );
      })}
      <div className={css.send}>
        <Button type="submit" kind="primary" keys="enter" busy={busy}>
          Enter it
        </Button>
      </div>
    </form>
  );
}
