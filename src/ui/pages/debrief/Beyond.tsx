import type { ReactNode } from "react";
import { Loading } from "../../kit/State";
import css from "./Beyond.module.css";
import { useExamined } from "./examination";

/** A part of the debrief that takes a replay: shown when it is there; says why when it cannot be. */
export function Beyond<T>({
  needs,
  value,
  label,
  children,
}: {
  /** What would stand here: the beginning of a sentence. */
  needs: string;
  value: T | null;
  /** How far it has come. */
  label?: string;
  children: (value: T) => ReactNode;
}) {
  const { cannot } = useExamined();
  if (value !== null) return children(value);
  if (cannot !== null) return <p className={css.quiet}>{`${needs}: ${cannot}`}</p>;
  return (
    <>
      {label !== undefined && (
        <p aria-hidden="true" className={css.quiet}>
          {label}
        </p>
      )}
      <Loading label="Examining the run" lines={5} />
    </>
  );
}
