import { useState } from "react";
import { SKILLS } from "#domain/skills";
import { fixed, offset } from "#lib/format";
import { type Evidence, HALF_LIFE_DAYS, type Standing } from "#score/skills";
import { Panel, Section } from "../../kit/Page";
import { Sparkline } from "../../kit/Sparkline";
import { type Column, Table } from "../../kit/Table";
import { pointsOf } from "../debrief/words";
import { dateText } from "./days";
import css from "./progress.module.css";
import { thinLabel, thinned } from "./thin";

/** Pieces of evidence that are shown of a skill, the newest. */
const SHOWN = 12;

const share = ({ points, of }: Evidence): number => (100 * points) / of;

/** A level as a bar with its figure; the figure says it all. */
function Level({ value }: { value: number }) {
  return (
    <span className={css.level}>
      <span aria-hidden="true" className={css.bar}>
        <span style={{ width: `${value}%` }} />
      </span>
      <span className={css.figure}>{Math.round(value)}</span>
    </span>
  );
}

const COLUMNS: readonly Column<Standing>[] = [
  {
    id: "skill",
    header: "Skill",
    cell: ({ skill }) => SKILLS[skill].label,
    sortBy: ({ skill }) => SKILLS[skill].label,
  },
  {
    id: "standing",
    header: "Standing",
    width: "min(168px, 22vw)",
    sortBy: ({ standing }) => standing,
    cell: ({ standing, mean }) =>
      mean === null ? <span className={css.meta}>nothing known</span> : <Level value={standing} />,
  },
  {
    id: "mean",
    header: "Mean",
    align: "end",
    width: "72px",
    optional: true,
    sortBy: ({ mean }) => mean ?? -1,
    cell: ({ mean }) => (mean === null ? "–" : fixed(mean, 0)),
  },
  {
    id: "evidence",
    header: "Runs",
    align: "end",
    width: "64px",
    sortBy: ({ evidence }) => evidence.length,
    cell: ({ evidence }) => evidence.length,
  },
  {
    id: "weight",
    header: "Weight",
    align: "end",
    width: "78px",
    optional: true,
    sortBy: ({ weight }) => weight,
    cell: ({ weight }) => fixed(weight, 1),
  },
  {
    id: "time",
    header: "Over time",
    width: "128px",
    optional: true,
    cell: ({ evidence, skill }) => {
      const { values, each } = thinned(evidence.map(share));
      const label = thinLabel(SKILLS[skill].label, each);
      return evidence.length > 1 && <Sparkline label={label} values={values} min={0} max={100} width={112} />;
    },
  },
];

/** Every skill with what is known of it, and, of the chosen one, from which runs and marks. */
export function Skills({ standings, titleOf }: { standings: readonly Standing[]; titleOf: (drill: string) => string }) {
  const [chosen, setChosen] = useState<string>();
  const current = standings.find(({ skill }) => skill === chosen) ?? standings.find(({ mean }) => mean !== null);
  return (
    <Section title="Skills">
      <p className={css.note}>
        What the marks of your runs show. Standing is the mean of the points, drawn towards 0 while little is known.
        Forks, hints and repeats weigh less; evidence weighs half after {HALF_LIFE_DAYS} days.
      </p>
      <div className={css.columns}>
        <div className={css.scroll}>
          <Table
            label="Skills"
            columns={COLUMNS}
            rows={standings}
            rowId={({ skill }) => skill}
            selected={current?.skill}
            onSelect={({ skill }) => setChosen(skill)}
          />
        </div>
        {current !== undefined && <Proof standing={current} titleOf={titleOf} />}
      </div>
    </Section>
  );
}

/** From which runs and marks a standing comes; each mark that happened leads to its second. */
function Proof({ standing, titleOf }: { standing: Standing; titleOf: (drill: string) => string }) {
  const { label, about } = SKILLS[standing.skill];
  const newest = [...standing.evidence].reverse();
  return (
    <Panel title={label}>
      <p className={css.about}>{about}</p>
      {newest.length === 0 && <p className={css.meta}>No run has shown anything of it yet.</p>}
      {newest.slice(0, SHOWN).map((each) => (
        <details key={each.run} className={css.proof}>
          <summary>
            <span className={css.figure}>{Math.round(share(each))}</span>
            <span className={css.proofTitle}>{titleOf(each.drill)}</span>
            <span className={css.meta}>
              {dateText(each.at)} · weight {fixed(each.weight, 2)}
            </span>
          </summary>
          {/* biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers */}
          <ul role="list">
            {each.marks.map((mark) => (
              <li key={mark.id}>
                <span>
                  {mark.label}
                  {mark.second !== null && (
                    <>
                      {" "}
                      <a href={`#/run/${each.run}/walk/${mark.second}`}>{offset(mark.second)}</a>
                    </>
                  )}
                </span>
                <span className={css.figure}>{pointsOf(mark)}</span>
              </li>
            ))}
          </ul>
          <a href={`#/run/${each.run}/debrief`}>Debrief</a>
        </details>
      ))}
      {newest.length > SHOWN && (
        <p className={css.meta}>
          The newest {SHOWN} of {newest.length} runs.
        </p>
      )}
    </Panel>
  );
}
