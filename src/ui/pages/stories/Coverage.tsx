import { useState } from "react";
import type { DrillCard } from "#domain/drill";
import type { Sources } from "#session/contract";
import { ToneShape } from "../../kit/Sign";
import { Callout } from "../../kit/State";
import { Toggle } from "../../kit/Toggle";
import css from "./Coverage.module.css";
import { type Group, groupsOf, type Source } from "./groups";
import { type StoredStory, titleOf } from "./useStories";

/** So many stories have a column; older ones are counted in one. */
const COLUMNS = 12;

interface Shared {
  readonly columns: readonly StoredStory[];
  readonly older: readonly StoredStory[];
  readonly cards: readonly DrillCard[];
}

const answers = ({ body }: StoredStory, source: string): boolean => body.answers.includes(source);

/** Which of the questions have a story, and which drill would give one. */
export function Coverage({
  sources,
  stories,
  cards,
}: {
  sources: Sources;
  stories: readonly StoredStory[];
  cards: readonly DrillCard[];
}) {
  const [onlyOpen, setOnlyOpen] = useState(false);
  const groups = groupsOf(sources);
  const isCovered = ({ id }: Source) => stories.some((story) => answers(story, id));
  const all = groups.flatMap((group) => group.sources);
  if (all.length === 0) {
    return (
      <Callout tone="warn" title="The questions could not be loaded">
        The stories are all here. Reload the page to try again.
      </Callout>
    );
  }
  const covered = all.filter(isCovered).length;
  const shared: Shared = { columns: stories.slice(0, COLUMNS), older: stories.slice(COLUMNS), cards };
  const shown = groups
    .map((group) => ({
      ...group,
      sources: onlyOpen ? group.sources.filter((each) => !isCovered(each)) : group.sources,
    }))
    .filter((group) => group.sources.length > 0);
  return (
    <div className={css.coverage}>
      <div className={css.bar}>
        <p className={css.sum}>
          <strong>{covered}</strong> of {all.length} questions have a story. Beside each: the drills that would give
          one.
        </p>
        <Toggle checked={onlyOpen} onChange={setOnlyOpen} label="Only without a story" />
      </div>
      {shared.columns.length > 0 && (
        <ol className={css.legend} aria-label="Columns">
          {shared.columns.map((story) => (
            <li key={story.id}>
              <a href={`#/stories/${story.id}`}>{titleOf(story)}</a>
            </li>
          ))}
        </ol>
      )}
      {shown.map((group) => (
        <GroupTable
          key={group.id}
          group={group}
          total={groups.find(({ id }) => id === group.id)?.sources ?? []}
          isCovered={isCovered}
          {...shared}
        />
      ))}
      {shown.length === 0 && <p>Every question has a story.</p>}
    </div>
  );
}

function GroupTable({
  group,
  total,
  isCovered,
  columns,
  older,
  cards,
}: Shared & { group: Group; total: readonly Source[]; isCovered: (source: Source) => boolean }) {
  const has = total.filter(isCovered).length;
  return (
    <table className={css.table}>
      <caption className={css.caption}>
        {group.label}
        <span className={css.count}>
          {has} of {total.length}
        </span>
      </caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">Question</th>
          {columns.map((story) => (
            <th key={story.id} scope="col">
              {titleOf(story)}
            </th>
          ))}
          {older.length > 0 && <th scope="col">Older stories</th>}
          <th scope="col">Drills that rehearse it</th>
        </tr>
      </thead>
      <tbody className={css.rows}>
        {group.sources.map((source) => (
          <tr key={source.id} className={css.row}>
            <th scope="row" className={css.asks}>
              <span className={isCovered(source) ? css.has : css.lacks}>
                <ToneShape tone={isCovered(source) ? "good" : "neutral"} />
              </span>{" "}
              {source.asks}
              {!isCovered(source) && <span className="visually-hidden"> (no story yet)</span>}
            </th>
            {columns.map((story, index) => (
              <td key={story.id} className={css.cell}>
                {answers(story, source.id) ? (
                  <a
                    href={`#/stories/${story.id}`}
                    title={titleOf(story)}
                    className={css.hit}
                    aria-label={`Answered by ${titleOf(story)}`}
                  >
                    {index + 1}
                  </a>
                ) : (
                  <span aria-hidden="true" className={css.gap}>
                    ·
                  </span>
                )}
              </td>
            ))}
            {older.length > 0 && (
              <td className={css.cell}>{older.filter((story) => answers(story, source.id)).length || ""}</td>
            )}
            <td className={css.drills}>
              <Drills slugs={source.drills} cards={cards} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** By code and title of symptoms: nothing that gives a drill away. */
function Drills({ slugs, cards }: { slugs: readonly string[]; cards: readonly DrillCard[] }) {
  const known = cards.filter(({ slug }) => slugs.includes(slug));
  if (known.length === 0) {
    return (
      <span className="muted">
        <span aria-hidden="true">–</span>
        <span className="visually-hidden">no drill yet</span>
      </span>
    );
  }
  return known.map(({ code, title }) => (
    <a key={code} href={`#/${code}`} title={title} className={css.drill}>
      <span className="mono">{code}</span> {title}
    </a>
  ));
}
