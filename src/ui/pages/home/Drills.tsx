import { useState } from "react";
import type { DrillCard } from "#domain/drill";
import type { OwnClock } from "../../clocks";
import { Button } from "../../kit/Button";
import { TextField } from "../../kit/Field";
import { Section } from "../../kit/Page";
import { Badge } from "../../kit/Sign";
import { EmptyState, ErrorState } from "../../kit/State";
import { useServices } from "../../services";
import { ClockChoice } from "./ClockChoice";
import css from "./Drills.module.css";
import { FilterBar } from "./FilterBar";
import { type Filters, FORM_WORDS, matching, NO_FILTERS } from "./filters";
import { useStart } from "./useStart";

/** A whole number that is safe to count with; null when nothing was given, undefined when it is none. */
function seedOf(text: string): number | null | undefined {
  if (text.trim() === "") return null;
  return /^\d+$/.test(text.trim()) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined;
}

/** All incidents with filters, and what a new run shall be like. */
export function Drills({ cards, clock: preferred }: { cards: readonly DrillCard[]; clock: OwnClock }) {
  const [filters, setFilters] = useState<Filters>(NO_FILTERS);
  const [clock, setClock] = useState<OwnClock>(preferred);
  const [seedText, setSeedText] = useState("");
  const { starting, failure, start } = useStart();
  const shown = matching(cards, filters);
  const seed = seedOf(seedText);
  return (
    <Section title="Incidents" actions={<a href="#/packs">Packs</a>}>
      <div className={css.drills}>
        <ClockChoice value={clock} onChange={setClock} />
        <details className={css.advanced}>
          <summary>Advanced</summary>
          <div className={css.seed}>
            <TextField
              label="Seed"
              inputMode="numeric"
              value={seedText}
              onChange={(event) => setSeedText(event.target.value)}
              hint="The same number gives the same incident again, in every detail. Empty: a new one is drawn."
              error={seed === undefined ? "A whole number such as 7, or nothing." : undefined}
            />
          </div>
        </details>
        <FilterBar cards={cards} filters={filters} onChange={setFilters} found={shown.length} />
        {failure !== null && <ErrorState title="It could not be started">{failure}</ErrorState>}
        {shown.length === 0 ? (
          <EmptyState
            title="No incident fits"
            action={<Button onClick={() => setFilters(NO_FILTERS)}>Clear the filters</Button>}
          >
            <p>Loosen one of the filters.</p>
          </EmptyState>
        ) : (
          // biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers
          <ul role="list" className={css.list}>
            {shown.map((card) => (
              <li key={card.code}>
                <DrillEntry
                  card={card}
                  busy={starting === card.slug}
                  onStart={() => {
                    if (seed !== undefined) start({ slug: card.slug, clock, ...(seed !== null && { seed }) });
                  }}
                />
              </li>
            ))}
          </ul>
        )}
      </div>
    </Section>
  );
}

function DrillEntry({ card, busy, onStart }: { card: DrillCard; busy: boolean; onStart: () => void }) {
  const pack = useServices().library.packOf(card.slug);
  const title = `drill-${card.code}`;
  return (
    <article aria-labelledby={title} className={css.drill}>
      <div className={css.words}>
        <p className={css.meta}>
          <span className="mono">{card.code}</span>
          <span>{card.company}</span>
          {pack !== null && <span>pack {pack}</span>}
        </p>
        <h3 id={title} className={css.title}>
          {card.title}
        </h3>
        <p className={css.summary}>{card.summary}</p>
        <p className={css.meta}>
          <span>{FORM_WORDS[card.form]}</span>
          <span>{card.level}</span>
          <span>about {card.minutes} min</span>
          {card.variants > 1 && <span>{card.variants} ways it can be</span>}
        </p>
        <p className={css.tags}>
          {card.tags.map((tag) => (
            <Badge key={tag}>{tag}</Badge>
          ))}
        </p>
      </div>
      <Button kind="primary" busy={busy} onClick={onStart} aria-label={`Start ${card.code}, ${card.title}`}>
        Start
      </Button>
    </article>
  );
}
