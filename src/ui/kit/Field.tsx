import { type ComponentPropsWithRef, type ReactNode, useId } from "react";
import { cx } from "./cx";
import css from "./Field.module.css";
import { ToneShape } from "./Sign";

interface FieldProps {
  /** Always there; `hideLabel` keeps it for screen readers only. */
  label: string;
  hideLabel?: boolean;
  /** Help under the field. */
  hint?: ReactNode;
  /** What is wrong and how to mend it; replaces the hint and marks the field invalid. */
  error?: string | undefined;
}

function Frame({ id, label, hideLabel, hint, error, children }: FieldProps & { id: string; children: ReactNode }) {
  return (
    <div className={css.field}>
      <label htmlFor={id} className={hideLabel ? "visually-hidden" : css.label}>
        {label}
      </label>
      {children}
      {error !== undefined ? (
        <p id={`${id}-note`} className={css.error}>
          <ToneShape tone="bad" /> {error}
        </p>
      ) : (
        hint !== undefined && (
          <p id={`${id}-note`} className={css.hint}>
            {hint}
          </p>
        )
      )}
    </div>
  );
}

function noteProps(id: string, hint: ReactNode, error: string | undefined) {
  return {
    "aria-invalid": error !== undefined ? true : undefined,
    "aria-describedby": hint !== undefined || error !== undefined ? `${id}-note` : undefined,
  };
}

/** One line of text. `icon` stands inside the field at its start; `mono` for queries and machine text. */
export function TextField({
  label,
  hideLabel = false,
  hint,
  error,
  icon,
  mono = false,
  className,
  ...rest
}: FieldProps & ComponentPropsWithRef<"input"> & { icon?: ReactNode; mono?: boolean }) {
  const auto = useId();
  const id = rest.id ?? auto;
  return (
    <Frame id={id} label={label} hideLabel={hideLabel} hint={hint} error={error}>
      <div className={css.inputRow}>
        {icon !== undefined && <span className={css.icon}>{icon}</span>}
        <input
          {...rest}
          {...noteProps(id, hint, error)}
          id={id}
          className={cx(css.input, icon !== undefined && css.withIcon, mono && "mono", className)}
        />
      </div>
    </Frame>
  );
}

/** Several lines of text; grows with its content where the browser can. */
export function TextArea({
  label,
  hideLabel = false,
  hint,
  error,
  className,
  ...rest
}: FieldProps & ComponentPropsWithRef<"textarea">) {
  const auto = useId();
  const id = rest.id ?? auto;
  return (
    <Frame id={id} label={label} hideLabel={hideLabel} hint={hint} error={error}>
      <textarea
        rows={3}
        {...rest}
        {...noteProps(id, hint, error)}
        id={id}
        className={cx(css.input, css.area, className)}
      />
    </Frame>
  );
}

export interface Option<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly disabled?: boolean;
}

/** A choice from a list: the native control, styled, so that phones and screen readers have what they know. */
export function Select<T extends string>({
  label,
  hideLabel = false,
  hint,
  error,
  options,
  value,
  onChange,
  disabled = false,
}: FieldProps & { options: readonly Option<T>[]; value: T; onChange: (value: T) => void; disabled?: boolean }) {
  const id = useId();
  return (
    <Frame id={id} label={label} hideLabel={hideLabel} hint={hint} error={error}>
      <select
        {...noteProps(id, hint, error)}
        id={id}
        value={value}
        disabled={disabled}
        onChange={(event) => onChange(event.target.value as T)}
        className={cx(css.input, css.select)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
    </Frame>
  );
}
