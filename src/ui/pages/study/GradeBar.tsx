import { GRADES, type Grade } from "#domain/study";
import type { Preview } from "#modes/study/schedule";
import { cx } from "../../kit/cx";
import { Kbd } from "../../kit/Kbd";
import { GRADE_WORDS, intervalText } from "../../study/words";
import css from "./study.module.css";

/** The four grades, each with when the card would come back. */
export function GradeBar({
  preview,
  now,
  suggested,
  onGrade,
}: {
  preview: Preview;
  now: number;
  suggested: Grade | null;
  onGrade: (grade: Grade) => void;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: fieldset is for forms
    <div role="group" aria-label="How well did you know it?" className={css.grades}>
      {GRADES.map((grade) => {
        const interval = intervalText(preview[grade], now);
        return (
          <button
            key={grade}
            type="button"
            aria-keyshortcuts={grade === 3 ? "3 Space" : String(grade)}
            className={cx(css.grade, suggested === grade && css.suggested)}
            onClick={() => onGrade(grade)}
          >
            <span className={css.gradeHead}>
              <strong>{GRADE_WORDS[grade]}</strong>
              <span aria-hidden="true">
                <Kbd keys={String(grade)} />
                {grade === 3 && <Kbd keys="space" />}
              </span>
            </span>
            <span className={css.meta}>
              <span className="visually-hidden">, comes back in</span> {interval}
              {suggested === grade && " · suggested"}
            </span>
          </button>
        );
      })}
    </div>
  );
}
