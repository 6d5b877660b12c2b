import { useRef, useState } from "react";
import type { Concept, Question } from "#domain/questions";
import type { ConceptStatus } from "#questions/assess";
import { cx } from "../kit/cx";
import { useHotkeys } from "../kit/hotkeys";
import { Kbd } from "../kit/Kbd";
import { Progress } from "../kit/Meter";
import { SegmentedControl } from "../kit/Toggle";
import { STATUS_WORDS, WEIGHT_WORDS } from "../rubric/words";
import css from "./recording.module.css";

const STATUSES = ["hit", "unclear", "missed"] as const satisfies readonly ConceptStatus[];
const UNMARKED = "none";
const SEGMENTS = STATUSES.map((value) => ({ value, label: STATUS_WORDS[value] }));

/** Marks so far, by concept. */
export type Marks = Readonly<Record<string, ConceptStatus | undefined>>;

/**
 * A rubric marked by whoever spoke, while listening: line by line said, unclear or not said. While one is in the list, 1, 2 and 3 mark
 * and go to the next line, `p` plays and pauses.
 */
export function SelfMarking({
  question,
  marks,
  onTick,
  onPlay,
}: {
  question: Question;
  marks: Marks;
  /** Left out where nothing can be changed any more. */
  onTick?: (concept: string, status: ConceptStatus) => void;
  onPlay?: () => void;
}) {
  const { concepts } = question;
  const list = useRef<HTMLOListElement>(null);
  const [at, setAt] = useState<number | null>(null);
  const marked = concepts.filter(({ id }) => marks[id] !== undefined).length;
  const focusLine = (line: number) => {
    const fields = list.current?.children[line]?.querySelectorAll<HTMLInputElement>("input[type=radio]");
    const field = [...(fields ?? [])].find(({ checked }) => checked) ?? fields?.[0];
    field?.focus();
  };
  const mark = (status: ConceptStatus) => {
    const concept = at === null ? undefined : concepts[at];
    if (concept === undefined || at === null) return;
    onTick?.(concept.id, status);
    focusLine(Math.min(at + 1, concepts.length - 1));
  };
  useHotkeys(
    [
      ...STATUSES.map((status, i) => ({
        keys: String(i + 1),
        label: `Mark as ${STATUS_WORDS[status]}`,
        group: "Marking",
        run: () => mark(status),
      })),
      { keys: "p", label: "Play, pause", group: "Marking", run: () => onPlay?.() },
    ],
    { enabled: at !== null && onTick !== undefined },
  );
  return (
    <section className={css.marking} aria-label={`Your own marks: ${question.asks}`}>
      <p className={css.meta}>
        Nothing has listened to what you said: these marks are yours. Be strict: what you meant but did not say was not
        said. What came only as a reply counts half, so mark it unclear.
      </p>
      {onTick !== undefined && (
        <div className={css.line} data-print="hide">
          <span className={css.figure}>
            {marked} of {concepts.length} marked
          </span>
          <div className={css.track}>
            <Progress hideLabel label="Lines marked" done={marked / concepts.length} />
          </div>
          <span className={css.hints} aria-hidden="true">
            <Kbd keys="1" /> said <Kbd keys="2" /> unclear <Kbd keys="3" /> not said <Kbd keys="p" /> plays
          </span>
        </div>
      )}
      <ol
        ref={list}
        className={css.marks}
        onFocus={({ target }) => {
          const line = [...(list.current?.children ?? [])].findIndex((each) => each.contains(target));
          setAt(line < 0 ? null : line);
        }}
        onBlur={({ relatedTarget }) => {
          if (!(relatedTarget instanceof Node) || !list.current?.contains(relatedTarget)) setAt(null);
        }}
      >
        {concepts.map((concept, i) => (
          <Line
            key={concept.id}
            concept={concept}
            isHere={i === at}
            status={marks[concept.id]}
            {...(onTick !== undefined && { onTick: (status: ConceptStatus) => onTick(concept.id, status) })}
          />
        ))}
      </ol>
    </section>
  );
}

function Line({
  concept,
  isHere,
  status,
  onTick,
}: {
  concept: Concept;
  isHere: boolean;
  status: ConceptStatus | undefined;
  onTick?: (status: ConceptStatus) => void;
}) {
  const { says, weight, why, strong, weak } = concept;
  return (
    <li className={cx(css.mark, isHere && css.here)}>
      <div>
        <strong className={css.says}>{says}</strong> <span className={css.meta}>{WEIGHT_WORDS[weight]}</span>
        <details>
          <summary className={css.meta}>Why, and how it sounds</summary>
          <p>{why}</p>
          <p>
            <span className={css.meta}>Strong</span> “{strong}”
          </p>
          <p>
            <span className={css.meta}>Weak</span> “{weak}”
          </p>
        </details>
      </div>
      {onTick === undefined ? (
        <span>{status === undefined ? "not marked" : STATUS_WORDS[status]}</span>
      ) : (
        <SegmentedControl<ConceptStatus | typeof UNMARKED>
          label={says}
          segments={SEGMENTS}
          value={status ?? UNMARKED}
          onChange={(next) => next !== UNMARKED && onTick(next)}
        />
      )}
    </li>
  );
}
