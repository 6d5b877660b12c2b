import { TEAM_ROLES } from "#domain/team";
import { useTeam, useTeamView } from "../../../team/context";
import { ROLE_WORDS } from "../../../team/roles";
import css from "./project.module.css";

/** Who holds which role, and whether they are here; observers are only counted. */
export function Roles() {
  const seats = useTeamView((team) => team.seats);
  const presence = useTeam((team) => team.presence);
  const here = seats.filter(({ isHere }) => isHere);
  const watching = here.filter(({ roles }) => roles.every((role) => role === "observer")).length;
  const rows = TEAM_ROLES.filter((role) => role !== "observer").flatMap((role) => {
    const holders = seats.filter(({ roles }) => roles.includes(role));
    return holders.length === 0 ? [] : [{ role, holders }];
  });
  return (
    <section aria-label="Roles" className={css.part}>
      <dl className={css.roles}>
        {rows.map(({ role, holders }) => (
          <div key={role}>
            <dt>{ROLE_WORDS[role].label}</dt>
            <dd>
              {holders.map(({ id, name, isHere, device }) => {
                const isAway = !isHere || (device !== null && !presence.some((each) => each.device === device));
                return (
                  <span key={id} data-away={isAway || undefined} className={css.holder}>
                    {name}
                    {isAway && <small> (away)</small>}
                  </span>
                );
              })}
            </dd>
          </div>
        ))}
      </dl>
      {watching > 0 && <p className={css.quiet}>{watching === 1 ? "1 observer" : `${watching} observers`}</p>}
    </section>
  );
}
