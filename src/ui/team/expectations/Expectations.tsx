import type { Expectation } from "#domain/gameday";
import { ExpectationRow } from "./ExpectationRow";
import css from "./expectations.module.css";

/** What the team should be seen to do about an inject, or in the whole exercise, to be ticked; nothing where there is none. */
export function Expectations({ inject, list }: { inject: string; list: readonly Expectation[] }) {
  if (list.length === 0) return null;
  return (
    <ul aria-label="Expected" className={css.list}>
      {list.map((expectation) => (
        <ExpectationRow key={expectation.id} inject={inject} expectation={expectation} />
      ))}
    </ul>
  );
}
