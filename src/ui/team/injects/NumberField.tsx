import { type ReactNode, useEffect, useState } from "react";
import { TextField } from "../../kit/Field";

/** A number while it is typed; what is none, or lies outside, stays in the field and is said there. */
export function NumberField({
  label,
  value,
  min,
  max,
  whole = true,
  unit,
  hint,
  onChange,
}: {
  label: string;
  value: number;
  min: number;
  max: number;
  whole?: boolean;
  /** Named in what is wrong: "minutes". */
  unit?: string;
  hint?: ReactNode;
  onChange: (value: number) => void;
}) {
  const [text, setText] = useState(String(value));
  const read = numberIn(text, min, max, whole);
  useEffect(() => {
    // Changed from elsewhere: moved, or brought back.
    setText((now) => (numberIn(now, min, max, whole) === value ? now : String(value)));
  }, [value, min, max, whole]);
  const kind = whole ? "A whole number" : "A number";
  return (
    <TextField
      label={label}
      inputMode={whole ? "numeric" : "decimal"}
      value={text}
      hint={hint}
      error={read === null ? `${kind}${unit === undefined ? "" : ` of ${unit}`} from ${min} to ${max}.` : undefined}
      onChange={(event) => {
        setText(event.target.value);
        const next = numberIn(event.target.value, min, max, whole);
        if (next !== null && next !== value) onChange(next);
      }}
    />
  );
}

/** The number somebody has typed; null when it is none or lies outside. A comma is a point. */
export function numberIn(text: string, min: number, max: number, whole: boolean): number | null {
  const plain = text.trim().replace(",", ".");
  if (!/^-?\d+(?:\.\d+)?$/.test(plain)) return null;
  const value = Number(plain);
  if (whole && !Number.isInteger(value)) return null;
  return value >= min && value <= max ? value : null;
}
