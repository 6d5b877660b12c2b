import { useMemo, useState } from "react";
import type { Report } from "#modes/gameday/report";
import { reportMarkdown } from "#modes/gameday/report-markdown";
import { Exports } from "../../../Exports";
import { Button } from "../../../kit/Button";
import { Markdown } from "../../../kit/Markdown";
import css from "./after.module.css";
import { questionText } from "./questions";

/** The report with questions in words instead of their ids. */
export const worded = (report: Report): Report => ({
  ...report,
  feedback: {
    ...report.feedback,
    questions: report.feedback.questions.map((each) => ({ ...each, id: questionText(each.id) })),
  },
});

/** The report on paper, in the place of the page. */
export function Paper({ report }: { report: Report }) {
  const text = useMemo(() => reportMarkdown(worded(report)), [report]);
  return (
    <article data-print="only" className={css.onPaper}>
      <Markdown text={text} level={2} />
    </article>
  );
}

/** The after-action report: it fills itself from the log and from what is written here, and can be taken along. */
export function ReportPart({ report }: { report: Report }) {
  const [isShown, setShown] = useState(false);
  const markdown = () => reportMarkdown(worded(report));
  return (
    <div className={css.report}>
      <p className={css.quiet}>
        It fills itself from the log and from what you write above. On paper this page is the report.
      </p>
      <div className={css.buttons}>
        <Exports name={`after-action-${report.code}.md`} markdown={markdown} />
        <Button kind="quiet" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
          {isShown ? "Hide it" : "Read it here"}
        </Button>
      </div>
      {isShown && (
        <div className={css.paper}>
          <Markdown text={markdown()} level={3} />
        </div>
      )}
    </div>
  );
}
