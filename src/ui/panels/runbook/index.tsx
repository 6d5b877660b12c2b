import { consoleStore, useConsole } from "../../console-state";
import { Button } from "../../kit/Button";
import { cx } from "../../kit/cx";
import { Markdown } from "../../kit/Markdown";
import { Badge } from "../../kit/Sign";
import { EmptyState, Loading } from "../../kit/State";
import { useView } from "../../live";
import { useLook } from "../../looking";
import css from "./runbook.module.css";

/** Pages that people wrote for such a day. Opening one is reading it. */
export default function RunbookPanel() {
  const pages = useView((view) => view.runbook);
  const linked = useView((view) => view.pages[0]?.runbook ?? null);
  const open = useConsole((state) => state.runbookPage);
  const page = pages.find(({ id }) => id === open);
  if (pages.length === 0) return <EmptyState title="Nobody has written a runbook here" />;
  return (
    <div className={css.runbook} data-open={page !== undefined}>
      <nav aria-label="Runbook pages" className={css.pages}>
        <ul className={css.list}>
          {pages.map(({ id, title }) => (
            <li key={id}>
              <button
                type="button"
                aria-current={id === open ? "page" : undefined}
                className={cx(css.entry, id === open && css.current)}
                onClick={() => consoleStore.setState({ runbookPage: id })}
              >
                {title} {id === linked && <Badge tone="info">on the page</Badge>}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section aria-label="Page of the runbook" tabIndex={0} className={css.text}>
        {page === undefined ? (
          <EmptyState title="Choose a page">
            Runbooks are written by colleagues, some of them long ago. Look at the date before you believe them.
          </EmptyState>
        ) : (
          <>
            <div className={css.back}>
              <Button onClick={() => consoleStore.setState({ runbookPage: null })}>All pages</Button>
            </div>
            <RunbookPage key={page.id} page={page.id} />
          </>
        )}
      </section>
    </div>
  );
}

function RunbookPage({ page }: { page: string }) {
  const result = useLook({ panel: "runbook", page }, 3600);
  if (result?.panel !== "runbook") return <Loading label="Opening the page" />;
  // The first heading of the text is its title.
  return (
    <article aria-label={result.title}>
      <Markdown text={result.markdown} level={3} />
    </article>
  );
}
