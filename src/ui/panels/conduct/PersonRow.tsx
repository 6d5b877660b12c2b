import { Ellipsis, Keyboard } from "lucide-react";
import type { Audience } from "#domain/commands";
import type { Seat } from "#domain/team";
import { useCommand } from "../../command";
import { PANELS } from "../../console-state";
import { IconButton } from "../../kit/Button";
import { formatDuration } from "../../kit/format";
import { Menu } from "../../kit/Menu";
import { Badge, Status } from "../../kit/Sign";
import { useView } from "../../live";
import { RefusalNote } from "../../RefusalNote";
import { Connected } from "../../team/Connected";
import { useOpenRoom, useTeam, useTeamView } from "../../team/context";
import { openEntry } from "../../team/entry/store";
import { useFolded } from "../../team/folded";
import { ROLE_WORDS, rolesText } from "../../team/roles";
import { AUDIENCE_WORDS, nameOf } from "../../words";
import type { Handing } from "../team/HandOver";
import css from "./conduct.module.css";

const panelName = (id: string): string => PANELS.find((panel) => panel.id === id)?.label ?? id;
const placeOf = (id: string): string => (Object.hasOwn(AUDIENCE_WORDS, id) ? AUDIENCE_WORDS[id as Audience].place : id);

/** Somebody of the team: where they are and what they do at this moment, and what a facilitator can do about them. */
export function PersonRow({
  seat,
  isFirst,
  onHand,
  onChange,
  onAway,
}: {
  seat: Seat;
  isFirst: boolean;
  onHand: (handing: Handing) => void;
  onChange: (seat: Seat) => void;
  onAway: (seat: Seat) => void;
}) {
  const { session } = useOpenRoom();
  const nodes = useView((view) => view.system.nodes);
  const now = useView((view) => view.now);
  const presence = useTeam((team) => team.presence.find((each) => each.seat === seat.id) ?? null);
  const isOurs = useTeam((team) => team.seats.some(({ id }) => id === seat.id));
  const until = useTeamView((team) => team.unreachable.find((each) => each.seat === seat.id)?.until ?? null);
  const tasks = useFolded((room) => room.tasks).filter(({ owner, endedAt }) => owner === seat.id && endedAt === null);
  const { give, refusal } = useCommand();
  const facilitates = seat.roles.includes("facilitator");
  const services = seat.services.map((id) => nameOf(nodes, id));
  const late = tasks.filter(({ isOverdue }) => isOverdue).length;
  const doing = [
    presence?.looksAt != null &&
      `looks at ${panelName(presence.looksAt.panel)}${presence.looksAt.node === null ? "" : `, ${nameOf(nodes, presence.looksAt.node)}`}`,
    presence?.writesTo != null && `is writing to the ${placeOf(presence.writesTo)}`,
    tasks.length > 0 &&
      `${tasks.length} open ${tasks.length === 1 ? "task" : "tasks"}${late > 0 ? `, ${late} late` : ""}`,
  ].filter((part) => part !== false);
  return (
    <li className={css.row}>
      <div className={css.line}>
        <strong>{seat.name}</strong>
        {seat.isHere ? <Connected seat={seat.id} /> : <Status tone="warn">dropped out</Status>}
        {seat.device === null && <Badge>in the room</Badge>}
        {until !== null && <Status tone="bad">unreachable, {formatDuration(Math.max(0, until - now))}</Status>}
        <span className={css.end}>
          {isOurs && !facilitates && (
            <IconButton
              label={`Enter what ${seat.name} says or does`}
              icon={<Keyboard />}
              onClick={() => openEntry(seat.id)}
            />
          )}
          <Menu
            align="end"
            trigger={
              <IconButton
                label={`${seat.name}: seat and roles`}
                icon={<Ellipsis />}
                {...(isFirst && { "data-first": true })}
              />
            }
            groups={[
              [
                { id: "seat", label: "Change the seat…", onSelect: () => onChange(seat) },
                ...seat.roles.map((role) => ({
                  id: role,
                  label: `Hand over: ${ROLE_WORDS[role].label.toLowerCase()}…`,
                  onSelect: () => onHand({ role, from: seat }),
                })),
              ],
              [
                ...(isOurs && !facilitates
                  ? [{ id: "screen", label: "Show their screen here", onSelect: () => session.actAs(seat.id) }]
                  : []),
                ...(!facilitates && seat.isHere && until === null
                  ? [{ id: "away", label: "Cannot be reached…", onSelect: () => onAway(seat) }]
                  : []),
                ...(facilitates
                  ? []
                  : [
                      seat.isHere
                        ? {
                            id: "leave",
                            label: "Has dropped out",
                            detail: "Their tasks wait to be handed on",
                            onSelect: () => void give({ kind: "team", args: { do: "leave", seat: seat.id } }),
                          }
                        : {
                            id: "return",
                            label: "Is back",
                            onSelect: () => void give({ kind: "team", args: { do: "return", seat: seat.id } }),
                          },
                    ]),
              ],
            ].filter(({ length }) => length > 0)}
          />
        </span>
      </div>
      <p className={css.meta}>
        {rolesText(seat)}
        {services.length > 0 && ` · ${services.join(", ")}`}
      </p>
      {doing.length > 0 && <p className={css.meta}>{doing.join(" · ")}</p>}
      {refusal !== null && <RefusalNote refusal={refusal} />}
    </li>
  );
}
