import type { Suggestion } from "#modes/drill/next";
import type { OwnClock } from "../../clocks";
import { Button } from "../../kit/Button";
import { Section } from "../../kit/Page";
import { EmptyState, ErrorState } from "../../kit/State";
import { useStart } from "../home/useStart";
import css from "./progress.module.css";

/** So many drills are named beside the best. */
const OTHERS = 2;
/** Reasons that are given for those. */
const OTHER_REASONS = 2;

/** What is said of a drill beside the best: what was not said of that one, in short. */
function shortly(why: readonly string[], said: readonly string[]): readonly string[] {
  const other = why.filter((reason) => !said.includes(reason));
  return (other.length > 0 ? other : why).slice(0, OTHER_REASONS);
}

/** The drill to play next, with its reasons, and what else would do. */
export function Next({ suggestions, clock }: { suggestions: readonly Suggestion[]; clock: OwnClock }) {
  const { starting, failure, start } = useStart();
  const [best, ...others] = suggestions;
  if (best === undefined) {
    return (
      <Section title="Next">
        <EmptyState title="There is no drill to suggest" />
      </Section>
    );
  }
  return (
    <Section title="Next">
      <ol className={css.next}>
        {[best, ...others.slice(0, OTHERS)].map(({ card, why }, at) => (
          <li key={card.code} className={css.suggestion}>
            <div className={css.words}>
              <p className={css.meta}>
                <span className="mono">{card.code}</span> · {card.level} · about {card.minutes} min
              </p>
              <h3 className={at === 0 ? css.bestTitle : css.otherTitle}>{card.title}</h3>
              <p className={css.why}>{(at === 0 ? why : shortly(why, best.why)).join(" ")}</p>
            </div>
            <Button
              kind={at === 0 ? "primary" : "default"}
              busy={starting === card.slug}
              aria-label={`Start ${card.code}, ${card.title}`}
              onClick={() => start({ slug: card.slug, clock })}
            >
              Start
            </Button>
          </li>
        ))}
      </ol>
      {failure !== null && <ErrorState title="It could not be started">{failure}</ErrorState>}
    </Section>
  );
}
