import { WHOLE_EXERCISE } from "#domain/team";
import { known, wholeOf } from "#modes/gameday/expected";
import type { Expected } from "#modes/gameday/room";
import { Timestamp } from "../../kit/Timestamp";
import { Expectations } from "../../team/expectations/Expectations";
import { useFolded } from "../../team/folded";
import { Part } from "../../team/Part";
import { useStartsAt } from "../../who";
import css from "./conduct.module.css";
import { useSay } from "./say";
import { useConduct, usePlan } from "./store";

/** Injects that happened, the newest first, with what is expected of the team, to be ticked. */
export function Happened({ most = Number.POSITIVE_INFINITY }: { most?: number }) {
  const fired = useFolded((room) => room.injects);
  const [plan] = usePlan();
  const startsAt = useStartsAt();
  const joined = useKnown();
  if (fired.length === 0) return null;
  const shown = fired.toReversed().slice(0, most);
  return (
    <Part title={fired.length > shown.length ? `Happened last (of ${fired.length})` : "Happened"}>
      <ul className={css.rows}>
        {shown.map((each) => {
          const planned = plan.queue.find(({ id }) => id === each.id);
          return (
            <li key={each.id} className={css.row}>
              <p className={css.line}>
                <span className={css.words}>{each.title}</span>
                <span className={css.meta}>
                  <Timestamp second={each.at} startsAt={startsAt} withSeconds={false} />
                </span>
              </p>
              {planned !== undefined && planned.read !== "" && <p className={css.meta}>You: {planned.read}</p>}
              <Expectations inject={each.id} list={joined(each, planned ?? each).expectations} />
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
  const whole = useFolded((room) => room.whole);
  const joined = useKnown();
  const list = joined(whole, wholeOf(plan, guide?.expectations ?? [])).expectations;
  if (list.length === 0) return null;
  return (
    <Part title="Expected of the whole exercise">
      <Expectations inject={WHOLE_EXERCISE} list={list} />
    </Part>
  );
}

/** What is expected as everybody who watches reads it, and what only the plan has, with the names of this exercise. */
function useKnown(): (said: Expected, planned: Expected) => Expected {
  const say = useSay();
  return (said, { expectations, discuss }) => {
    const named = expectations.map((each) => ({ ...each, title: say(each.title), good: say(each.good) }));
    return known(said, { expectations: named, discuss });
  };
}
