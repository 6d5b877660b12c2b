import type { Concept, Question } from "#domain/questions";
import type { Assessment, ConceptStatus, Doubt, Overrides } from "#questions/assess";
import { Select } from "../kit/Field";
import { Status } from "../kit/Sign";
import css from "./rubric.module.css";
import { DIMENSION_WORDS, DOUBT_WORDS, STATUS_TONE, STATUS_WORDS, WEIGHT_WORDS } from "./words";

const OPTIONS = (["hit", "unclear", "missed"] as const).map((value) => ({ value, label: STATUS_WORDS[value] }));

/**
 * The rubric of a question. With an assessment each line says whether it was heard and in which words; with `onOverride`
 * one may say otherwise.
 */
export function Rubric({
  question,
  assessment = null,
  text = "",
  overrides = {},
  onOverride,
}: {
  question: Question;
  assessment?: Assessment | null;
  /** The answer that was assessed. */
  text?: string;
  overrides?: Overrides;
  onOverride?: (concept: string, status: ConceptStatus) => void;
}) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers
    <ul role="list" className={css.rubric} aria-label="Rubric">
      {question.concepts.map((concept) => {
        const verdict = assessment?.concepts.find(({ id }) => id === concept.id);
        const quotes = (verdict?.spans ?? []).map(({ start, end }) => text.slice(start, end));
        return (
          <Line
            key={concept.id}
            concept={concept}
            heard={verdict?.status ?? null}
            doubt={verdict?.doubt ?? null}
            quotes={verdict?.status === "missed" ? [] : quotes}
            override={overrides[concept.id] ?? null}
            onOverride={onOverride && ((status) => onOverride(concept.id, status))}
          />
        );
      })}
    </ul>
  );
}

function Line({
  concept,
  heard,
  doubt,
  quotes,
  override,
  onOverride,
}: {
  concept: Concept;
  heard: ConceptStatus | null;
  /** Why it is unclear. */
  doubt: Doubt | null;
  quotes: readonly string[];
  override: ConceptStatus | null;
  onOverride: ((status: ConceptStatus) => void) | undefined;
}) {
  const status = override ?? heard;
  return (
    <li className={css.line}>
      <div className={css.says}>
        <strong className={css.what}>{concept.says}</strong>
        <span className={css.meta}>
          {DIMENSION_WORDS[concept.dimension]} · {WEIGHT_WORDS[concept.weight]}
        </span>
      </div>
      {status !== null && (
        <div className={css.verdict}>
          <Status tone={STATUS_TONE[status]}>{STATUS_WORDS[status]}</Status>
          {override !== null && override !== heard && heard !== null && (
            <span className={css.meta}>the rules heard: {STATUS_WORDS[heard]}</span>
          )}
          {status === heard && doubt !== null && <span className={css.meta}>{DOUBT_WORDS[doubt]}</span>}
          {quotes.length > 0 && <q className={css.quote}>{[...new Set(quotes)].slice(0, 3).join(" … ")}</q>}
          {onOverride && (
            <span className={css.own}>
              <Select
                label={`Your verdict on: ${concept.says}`}
                hideLabel
                options={OPTIONS}
                value={status}
                onChange={onOverride}
              />
            </span>
          )}
        </div>
      )}
      <details className={css.more}>
        <summary>Why, and how it sounds</summary>
        <p>{concept.why}</p>
        <p>
          <span className={css.meta}>Strong</span> “{concept.strong}”
        </p>
        <p>
          <span className={css.meta}>Weak</span> “{concept.weak}”
        </p>
      </details>
    </li>
  );
}
