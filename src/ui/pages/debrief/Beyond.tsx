import type { ReactNode } from "react";
import { Loading } from "../../kit/State";
import css from "./Beyond.module.css";
import { useExamined } from "./examination";
import type { Debrief } from "./load";

/** A part of the debrief that takes a replay: shown when it is there; says why when it cannot be. */
export function Beyond<T>({
  debrief,
  needs,
  value,
  label = "Examining the run",
  children,
}: {
  debrief: Debrief;
  /** What would stand here: the beginning of a sentence. */
  needs: string;
  value: T | null;
  /** What is under way. */
  label?: string;
  children: (value: T) => ReactNode;
}) {
  const { failure } = useExamined();
  if (value !== null) return children(value);
  if (debrief.readOnly !== null) {
    return <p className={css.quiet}>{needs}: that takes a replay, and this run can only be read.</p>;
  }
  if (failure !== null) return <p className={css.quiet}>{`${needs}: not known. ${failure}`}</p>;
  return <Loading label={label} lines={5} />;
}
