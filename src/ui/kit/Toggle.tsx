import { type ReactNode, useId } from "react";
import { cx } from "./cx";
import css from "./Toggle.module.css";

interface CheckProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  label: ReactNode;
  /** A quieter second line. */
  hint?: ReactNode;
  disabled?: boolean;
}

/** A yes or no that takes part in something submitted later. */
export function Checkbox({ checked, onChange, label, hint, disabled = false }: CheckProps) {
  return (
    <label className={cx(css.row, disabled && css.disabled)}>
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
        className={css.box}
      />
      <span>
        {label}
        {hint !== undefined && <span className={css.hint}>{hint}</span>}
      </span>
    </label>
  );
}

/** A switch that takes effect at once. */
export function Toggle({ checked, onChange, label, hint, disabled = false }: CheckProps) {
  return (
    <label className={cx(css.row, disabled && css.disabled)}>
      <input
        type="checkbox"
        // biome-ignore lint/a11y/useAriaPropsForRole: a native checkbox tells its state itself
        role="switch"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
        className={css.switch}
      />
      <span>
        {label}
        {hint !== undefined && <span className={css.hint}>{hint}</span>}
      </span>
    </label>
  );
}

export interface Segment<T extends string> {
  readonly value: T;
  readonly label: ReactNode;
  /** Accessible name where the label is an icon. */
  readonly name?: string;
  readonly disabled?: boolean;
}

/** One of a few, all visible: radio buttons side by side (arrow keys move and choose). */
export function SegmentedControl<T extends string>({
  label,
  segments,
  value,
  onChange,
}: {
  label: string;
  segments: readonly Segment<T>[];
  value: T;
  onChange: (value: T) => void;
}) {
  const name = useId();
  return (
    <fieldset className={css.segments}>
      <legend className="visually-hidden">{label}</legend>
      {segments.map((segment) => (
        <label key={segment.value} className={css.segment}>
          <input
            type="radio"
            name={name}
            value={segment.value}
            checked={segment.value === value}
            disabled={segment.disabled}
            aria-label={segment.name}
            onChange={() => onChange(segment.value)}
          />
          <span>{segment.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
