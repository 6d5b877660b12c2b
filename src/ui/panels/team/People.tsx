import { useState } from "react";
import type { Seat } from "#domain/team";
import { duration } from "#lib/format";
import { useCanDo, useCommand } from "../../command";
import { announce } from "../../kit/announce";
import { Button } from "../../kit/Button";
import { Menu, type MenuItem } from "../../kit/Menu";
import { Badge, Status } from "../../kit/Sign";
import { useView } from "../../live";
import { panelLabel } from "../../panels-open";
import { RefusalNote } from "../../RefusalNote";
import { Connected } from "../../team/Connected";
import { useTeam, useTeamView } from "../../team/context";
import { Part } from "../../team/Part";
import { ROLE_WORDS, rolesText } from "../../team/roles";
import { nameOf } from "../../words";
import { BriefingButton } from "./Briefing";
import { type Handing, HandOver } from "./HandOver";
import css from "./team.module.css";

/** Who is who, who is here, where they look, and how a role changes hands. */
export function People() {
  const seats = useTeamView((team) => team.seats);
  const [handing, setHanding] = useState<Handing | null>(null);
  return (
    <Part title="Who is who" count={seats.filter(({ isHere }) => isHere).length} actions={<BriefingButton />}>
      <ul className={css.rows}>
        {seats.map((seat) => (
          <Person key={seat.id} seat={seat} onHand={setHanding} />
        ))}
      </ul>
      {handing !== null && <HandOver handing={handing} onClose={() => setHanding(null)} />}
    </Part>
  );
}

function Person({ seat, onHand }: { seat: Seat; onHand: (handing: Handing) => void }) {
  const nodes = useView((view) => view.system.nodes);
  const now = useView((view) => view.now);
  const isMe = useTeamView((team) => team.seat === seat.id);
  const leads = useTeamView((team) =>
    team.roles.some((role) => role === "facilitator" || role === "commander" || role === "deputy"),
  );
  const away = useTeamView((team) => team.unreachable.find((each) => each.seat === seat.id)?.until ?? null);
  const looksAt = useTeam((team) => team.presence.find((each) => each.seat === seat.id)?.looksAt ?? null);
  const mayHand = useCanDo("team.handover");
  const mayLeave = useCanDo("team.leave");
  const { give, refusal } = useCommand();
  const say = async (deed: "leave" | "return") => {
    if (await give({ kind: "team", args: { do: deed, seat: seat.id } })) {
      announce(deed === "leave" ? `${seat.name} is away; their tasks wait to be handed on.` : `${seat.name} is back.`);
    }
  };
  const canHand = mayHand && (isMe || leads);
  const roles: readonly MenuItem[] = canHand
    ? seat.roles.map((role) => ({
        id: role,
        label: `Hand over: ${ROLE_WORDS[role].label.toLowerCase()}…`,
        onSelect: () => onHand({ role, from: seat }),
      }))
    : [];
  const presence: readonly MenuItem[] =
    (isMe || leads) && mayLeave
      ? [
          seat.isHere
            ? { id: "leave", label: isMe ? "I have to leave" : "Has dropped out", onSelect: () => void say("leave") }
            : { id: "return", label: isMe ? "I am back" : "Is back", onSelect: () => void say("return") },
        ]
      : [];
  const groups = [roles, presence].filter(({ length }) => length > 0);
  const services = seat.services.map((id) => nameOf(nodes, id));
  return (
    <li className={css.row}>
      <div className={css.line}>
        <strong className={css.name}>
          {seat.name}
          {isMe && <span className={css.quiet}> (you)</span>}
        </strong>
        {seat.isHere && <Connected seat={seat.id} />}
        {seat.device === null && <Badge>in the room</Badge>}
        {!seat.isHere && <Status tone="warn">away</Status>}
        {away !== null && <Status tone="bad">cannot be reached, {duration(Math.max(0, away - now))} more</Status>}
        {groups.length > 0 && (
          <span className={css.end}>
            <Menu
              align="end"
              trigger={
                <Button kind="quiet" aria-label={`Change: ${seat.name}, roles and presence`}>
                  Change…
                </Button>
              }
              groups={groups}
            />
          </span>
        )}
      </div>
      <p className={css.meta}>
        {rolesText(seat)}
        {services.length > 0 && ` · ${services.join(", ")}`}
        {looksAt !== null && !isMe && ` · looks at ${panelLabel(looksAt.panel).toLowerCase()}`}
        {looksAt?.node != null && !isMe && `, ${nameOf(nodes, looksAt.node)}`}
      </p>
      {refusal !== null && <RefusalNote refusal={refusal} />}
    </li>
  );
}
