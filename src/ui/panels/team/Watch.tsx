import { WHOLE_EXERCISE } from "#domain/team";
import { Timestamp } from "../../kit/Timestamp";
import { useTeamView } from "../../team/context";
import { Expectations } from "../../team/expectations/Expectations";
import { useFolded } from "../../team/folded";
import { Part } from "../../team/Part";
import { useStartsAt } from "../../who";
import css from "./team.module.css";

/** For observers: what happened, the newest first, and what the team should be seen to do about it and in the whole exercise. */
export function Watch() {
  const observes = useTeamView((team) => team.roles.includes("observer"));
  const fired = useFolded((room) => room.injects);
  const { expectations } = useFolded((room) => room.whole);
  const startsAt = useStartsAt();
  if (!observes) return null;
  return (
    <Part title="What to watch">
      {fired.length === 0 && expectations.length === 0 && (
        <p className={css.quiet}>Nothing yet. What the team should be seen to do stands here once it is time.</p>
      )}
      <ul className={css.rows}>
        {fired.toReversed().map(({ id, title, at, expectations: list }) => (
          <li key={id} className={css.row}>
            <div className={css.line}>
              <strong className={css.words}>{title}</strong>
              <span className={css.meta}>
                <Timestamp second={at} startsAt={startsAt} withSeconds={false} />
              </span>
            </div>
            <Expectations inject={id} list={list} />
          </li>
        ))}
        {expectations.length > 0 && (
          <li className={css.row}>
            <strong>The whole exercise</strong>
            <Expectations inject={WHOLE_EXERCISE} list={expectations} />
          </li>
        )}
      </ul>
    </Part>
  );
}
