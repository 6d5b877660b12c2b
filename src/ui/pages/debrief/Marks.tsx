import { useEffect, useRef } from "react";
import { DIMENSIONS } from "#domain/drill";
import type { Mark } from "#domain/score";
import { clock, offset } from "#lib/format";
import { KeyValue } from "../../kit/KeyValue";
import { Status, ToneShape } from "../../kit/Sign";
import { DIMENSION_WORDS } from "../../words";
import { KnowableThen, SeenFacts } from "./AtSecond";
import css from "./Marks.module.css";
import { scrollInPanel } from "./scroll";
import type { SeenFact } from "./story";
import { pointsOf, STATE_WORDS } from "./words";

interface Shared {
  readonly facts: ReadonlyMap<string, SeenFact>;
  /** Second of the day at T+0. */
  readonly startsAt: number;
  readonly selected: string | null;
  readonly onSelect: (mark: Mark | null) => void;
}

/** Every mark by dimension; the selected one explains itself in place. */
export function Marks({ marks, ...shared }: Shared & { marks: readonly Mark[] }) {
  return (
    <div className={css.marks}>
      {DIMENSIONS.map((dimension) => {
        const own = marks.filter((mark) => mark.dimension === dimension);
        if (own.length === 0) return null;
        return (
          <section key={dimension} aria-label={`Marks: ${DIMENSION_WORDS[dimension]}`}>
            <h3 className={css.dimension}>{DIMENSION_WORDS[dimension]}</h3>
            {/* biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers */}
            <ul role="list">
              {own.map((mark) => (
                <MarkRow key={mark.id} mark={mark} {...shared} />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

function MarkRow({ mark, facts, startsAt, selected, onSelect }: Shared & { mark: Mark }) {
  const row = useRef<HTMLLIElement>(null);
  const open = selected === mark.id;
  const { tone, word } = STATE_WORDS[mark.state];
  useEffect(() => {
    if (!open || row.current === null) return;
    scrollInPanel(row.current);
    row.current.scrollIntoView({ block: "nearest" });
  }, [open]);
  return (
    <li ref={row} className={css.mark} data-open={open || undefined}>
      <button type="button" aria-expanded={open} onClick={() => onSelect(open ? null : mark)} className={css.row}>
        <span className={css[tone]}>
          <ToneShape tone={tone} />
          <span className="visually-hidden">{word}: </span>
        </span>
        <span className={css.label}>{mark.label}</span>
        <span className={css.time}>{mark.second === null ? "" : offset(mark.second)}</span>
        <span className={css.points}>{pointsOf(mark)}</span>
      </button>
      {open && <Explanation mark={mark} facts={facts} startsAt={startsAt} />}
    </li>
  );
}

/** What, when, what for, what could be known by then, and where the rule comes from. */
function Explanation({ mark, facts, startsAt }: { mark: Mark } & Pick<Shared, "facts" | "startsAt">) {
  const { tone, word } = STATE_WORDS[mark.state];
  const known = mark.seen.flatMap((id) => facts.get(id) ?? []);
  return (
    <div className={css.explanation}>
      <p className={css.reason}>{mark.reason}</p>
      <KeyValue
        pairs={[
          {
            key: "When",
            value: mark.second === null ? "never" : `${clock(startsAt + mark.second)} (${offset(mark.second)})`,
          },
          {
            key: "Points",
            value: (
              <>
                {pointsOf(mark)} <Status tone={tone}>{word}</Status>
              </>
            ),
          },
          { key: "Source", value: mark.source },
        ]}
      />
      <SeenFacts facts={known} title={mark.second === null ? "Found out in all" : "Found out by then"} />
      {mark.second !== null && <KnowableThen second={mark.second} />}
    </div>
  );
}
