import type { ReactNode } from "react";
import css from "./compare.module.css";

export interface PairRow {
  readonly id: string;
  readonly what: string;
  readonly a: ReactNode;
  readonly b: ReactNode;
}

/** Something of both runs in each row. Lines wrap, so that it fits a phone. */
export function PairTable({
  label,
  what,
  a,
  b,
  rows,
}: {
  label: string;
  /** Headers of the columns. */
  what: string;
  a: string;
  b: string;
  rows: readonly PairRow[];
}) {
  return (
    <table aria-label={label} className={css.pairs}>
      <thead>
        <tr>
          <th scope="col">{what}</th>
          <th scope="col">{a}</th>
          <th scope="col">{b}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">{row.what}</th>
            <td>{row.a}</td>
            <td>{row.b}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
