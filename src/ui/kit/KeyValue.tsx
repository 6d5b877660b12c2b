import type { ReactNode } from "react";
import css from "./KeyValue.module.css";

export interface Pair {
  readonly key: string;
  readonly value: ReactNode;
  readonly mono?: boolean;
}

/** Names and values, aligned in two columns. */
export function KeyValue({ pairs }: { pairs: readonly Pair[] }) {
  return (
    <dl className={css.list}>
      {pairs.map((pair) => (
        <div key={pair.key} className={css.pair}>
          <dt>{pair.key}</dt>
          <dd className={pair.mono ? "mono" : undefined}>{pair.value}</dd>
        </div>
      ))}
    </dl>
  );
}
