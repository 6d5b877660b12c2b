import { useView } from "../../live";
import { useTeamView } from "../../team/context";
import { ROLE_WORDS } from "../../team/roles";
import { nameOf } from "../../words";
import css from "./team.module.css";

/** What one is there for, role by role; without a role, where one comes from. */
export function YourPart() {
  const roles = useTeamView((team) => team.roles);
  const services = useTeamView((team) => team.seats.find(({ id }) => id === team.seat)?.services ?? null);
  const nodes = useView((view) => view.system.nodes);
  const own = (services ?? []).map((id) => nameOf(nodes, id)).join(", ");
  return (
    <section aria-label="Your part" className={css.yourPart}>
      {roles.length === 0 ? (
        <p>
          You have no role and see what everybody sees. The facilitator gives you one, or somebody hands theirs over.
        </p>
      ) : (
        roles.map((role) => (
          <p key={role}>
            <strong>{ROLE_WORDS[role].label}</strong> {ROLE_WORDS[role].about}
            {role === "resolver" && own !== "" && `: ${own}`}
          </p>
        ))
      )}
    </section>
  );
}
