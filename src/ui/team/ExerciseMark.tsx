import css from "./team.module.css";

/** That nothing here is real: on every screen of a team, in every dialog, at any moment. */
export function ExerciseMark() {
  return (
    <strong className={css.exercise} title="An exercise: nothing of this happens to a real system">
      EXERCISE
    </strong>
  );
}
