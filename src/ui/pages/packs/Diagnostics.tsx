import { useState } from "react";
import type { Diagnostic } from "#domain/pack";
import { Button } from "../../kit/Button";
import { Status } from "../../kit/Sign";
import css from "./packs.module.css";

/** So many are shown at first: the first few usually explain the rest. */
const FIRST = 20;

const count = (n: number, one: string): string => `${n} ${one}${n === 1 ? "" : "s"}`;

/** "2 errors, 1 warning". */
export function countsOf(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const warnings = diagnostics.length - errors;
  const said = [errors > 0 ? count(errors, "error") : "", warnings > 0 ? count(warnings, "warning") : ""];
  return said.filter(Boolean).join(", ");
}

/** What is wrong, each with its file, line and column; errors first. */
export function Diagnostics({ diagnostics }: { diagnostics: readonly Diagnostic[] }) {
  const [all, setAll] = useState(false);
  const sorted = [...diagnostics].sort((a, b) => Number(b.severity === "error") - Number(a.severity === "error"));
  const shown = all ? sorted : sorted.slice(0, FIRST);
  return (
    <>
      {/* biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers */}
      <ul role="list" aria-label="What is wrong" className={css.diagnostics}>
        {shown.map(({ file, line, column, severity, code, message }) => (
          <li key={`${file}:${line}:${column} ${code} ${message}`}>
            <Status plain tone={severity === "error" ? "bad" : "warn"}>
              {severity === "error" ? "Error" : "Warning"}
            </Status>
            <span className={css.place}>
              {file}:{line}:{column}
            </span>
            <span className={css.message}>{message}</span>
          </li>
        ))}
      </ul>
      {shown.length < sorted.length && <Button onClick={() => setAll(true)}>Show all {sorted.length}</Button>}
    </>
  );
}
