import type { Expectation } from "#domain/gameday";
import { WHOLE_EXERCISE } from "#domain/team";
import { Timestamp } from "../../kit/Timestamp";
import { useFolded } from "../../team/folded";
import { useStartsAt } from "../../who";
import css from "./conduct.module.css";
import { ExpectationRow } from "./ExpectationRow";
import { Part } from "./Part";
import { useConduct, usePlan } from "./store";

/** Injects that happened, the newest first, with what is expected of the team, to be ticked. */
export function Happened({ most = Number.POSITIVE_INFINITY }: { most?: number }) {
  const fired = useFolded((room) => room.injects);
  const [plan] = usePlan();
  const startsAt = useStartsAt();
  if (fired.length === 0) return null;
  const shown = fired.toReversed().slice(0, most);
  return (
    <Part title={fired.length > shown.length ? `Happened last (of ${fired.length})` : "Happened"}>
      <ul className={css.rows}>
        {shown.map(({ id, title, at }) => {
          const planned = plan.queue.find((each) => each.id === id);
          return (
            <li key={id} className={css.row}>
              <p className={css.line}>
                <span className={css.words}>{title}</span>
                <span className={css.meta}>
                  <Timestamp second={at} startsAt={startsAt} withSeconds={false} />
                </span>
              </p>
              {planned !== undefined && planned.read !== "" && <p className={css.meta}>You: {planned.read}</p>}
              <Expectations inject={id} list={planned?.expectations ?? []} />
            </li>
          );
        })}
      </ul>
    </Part>
  );
}

/** What is expected in the exercise as a whole. */
export function WholeExercise() {
  const [plan] = usePlan();
  const guide = useConduct((state) => state.guide);
  const has = new Set(plan.expectations.map(({ id }) => id));
  const list = [...plan.expectations, ...(guide?.expectations ?? []).filter(({ id }) => !has.has(id))];
  if (list.length === 0) return null;
  return (
    <Part title="Expected of the whole exercise">
      <Expectations inject={WHOLE_EXERCISE} list={list} />
    </Part>
  );
}

function Expectations({ inject, list }: { inject: string; list: readonly Expectation[] }) {
  if (list.length === 0) return null;
  return (
    <ul aria-label="Expected" className={css.expected}>
      {list.map((expectation) => (
        <ExpectationRow key={expectation.id} inject={inject} expectation={expectation} />
      ))}
    </ul>
  );
}
