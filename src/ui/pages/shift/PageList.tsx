import type { Shift, ShiftPage } from "#domain/documents";
import { answerWords, lateWords, outcomeWords, type PageFacts } from "#modes/drill/handover";
import type { DrillLibrary, RunSummary } from "#session/contract";
import { Button } from "../../kit/Button";
import { Status, type Tone } from "../../kit/Sign";
import css from "./shift.module.css";
import { dayAndTime } from "./times";

/** What is known of each page's drill and run; null for one that was never shown. */
export function factsOf(
  shift: Shift,
  library: Pick<DrillLibrary, "bySlugOrCode">,
  runs: readonly RunSummary[],
): readonly (PageFacts | null)[] {
  return shift.pages.map(({ drill, run }) => {
    if (drill === null) return null;
    const card = library.bySlugOrCode(drill);
    return {
      code: card?.code ?? "",
      title: card?.title ?? "An incident that is no longer here",
      run: runs.find(({ id }) => id === run) ?? null,
    };
  });
}

function toneOf({ answer, escalatedAt }: ShiftPage): Tone {
  if (answer === "acknowledged") return escalatedAt === null ? "good" : "warn";
  if (answer === "unanswered") return "bad";
  return answer === null ? "bad" : "neutral";
}

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The pages of a shift that went off, or should have. What is still to come is not told. */
export function PageList({
  shift,
  facts,
  onOpen,
}: {
  shift: Shift;
  facts: readonly (PageFacts | null)[];
  /** Opens the run of an acknowledged page that has none. */
  onOpen: (page: number) => void;
}) {
  const known = shift.pages
    .map((page, at) => ({ page, at, about: facts[at] ?? null }))
    .filter(({ page }) => page.firedAt !== null || page.answer !== null);
  if (known.length === 0) {
    return <p className={css.note}>{shift.endedAt === null ? "No page yet." : "No page came."}</p>;
  }
  return (
    // biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers
    <ol role="list" className={css.pages}>
      {known.map(({ page, at, about }) => (
        <li key={page.due} className={css.page}>
          <span className={css.when}>{dayAndTime(page.firedAt ?? page.due)}</span>
          <div className={css.what}>
            <strong>{about === null ? "A page" : <PageTitle about={about} run={page.run} />}</strong>
            <span>
              <Status tone={toneOf(page)} plain>
                {upper(answerWords(page))}
              </Status>
            </span>
            {lateWords(page) !== null && <span className={css.note}>{lateWords(page)}</span>}
            {about?.run != null && <span className={css.note}>{upper(outcomeWords(about) ?? "")}</span>}
            {page.answer === "acknowledged" && page.run === null && (
              <span>
                <Button onClick={() => onOpen(at)}>Open the incident</Button>
              </span>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}

function PageTitle({ about, run }: { about: PageFacts; run: string | null }) {
  const text = (
    <>
      <span className="mono">{about.code}</span> {about.title}
    </>
  );
  if (about.run === null || run === null) return text;
  return <a href={`#/run/${run}${about.run.status === "finished" ? "/debrief" : ""}`}>{text}</a>;
}
