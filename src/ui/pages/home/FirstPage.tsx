import type { DrillCard } from "#domain/drill";
import { Button } from "../../kit/Button";
import { useHotkeys } from "../../kit/hotkeys";
import { Status } from "../../kit/Sign";
import { ErrorState } from "../../kit/State";
import css from "./FirstPage.module.css";
import { useStart } from "./useStart";

/** What somebody sees who has never been here: a page that waits for an answer. */
export function FirstPage({ card, onAll }: { card: DrillCard; onAll: () => void }) {
  const { starting, failure, start } = useStart();
  const acknowledge = () => start({ slug: card.slug, clock: "live-pause", acknowledged: true });
  useHotkeys([{ keys: "a", label: "Acknowledge the page", run: acknowledge }]);
  return (
    <div className={css.place}>
      <article aria-labelledby="page-title" className={css.pager}>
        <div className={css.line}>
          <Status tone="bad">Page</Status>
          <span className="mono">{card.code}</span>
          <span className={css.company}>{card.company}</span>
        </div>
        <h1 id="page-title" className={css.title}>
          {card.title}
        </h1>
        <p className={css.text}>{card.summary}</p>
        <div className={css.actions}>
          <Button kind="primary" keys="a" busy={starting !== null} onClick={acknowledge} className={css.acknowledge}>
            Acknowledge
          </Button>
          <span className={css.hint}>starts the clock; you can pause at any time</span>
        </div>
        {failure !== null && <ErrorState title="It could not be started">{failure}</ErrorState>}
      </article>
      <p className={css.about}>
        Meantime is for rehearsing incidents. This production system is simulated and runs in your browser: look at
        anything, do anything, nothing real breaks, nothing leaves this computer.{" "}
        <button type="button" className={css.link} onClick={onAll}>
          Choose another incident or another clock
        </button>
      </p>
    </div>
  );
}
