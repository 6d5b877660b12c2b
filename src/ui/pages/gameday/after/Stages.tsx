import { duration } from "#lib/format";
import type { TeamStages } from "#modes/gameday/stages";
import { STAGE_WORDS } from "../../debrief/words";
import { At } from "./At";
import css from "./after.module.css";

/** The stages, the team's and beside them the expert's on the same incident. */
export function Stages({ stages: { team, expert } }: { stages: TeamStages }) {
  const took = (seconds: number | null | undefined) => (seconds == null ? "–" : duration(seconds));
  return (
    <div className={css.wide}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">Stage</th>
            <th scope="col">The team</th>
            <th scope="col">Until</th>
            {expert !== null && <th scope="col">The expert</th>}
            <th scope="col">What ended it</th>
          </tr>
        </thead>
        <tbody>
          {team.map(({ id, seconds, to, note }) => (
            <tr key={id}>
              <th scope="row">{STAGE_WORDS[id]}</th>
              <td>{took(seconds)}</td>
              <td>{to === null ? "never" : <At second={to} />}</td>
              {expert !== null && <td>{took(expert.find((stage) => stage.id === id)?.seconds)}</td>}
              <td className={css.note}>{note}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
