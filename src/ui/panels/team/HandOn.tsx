import type { Task } from "#modes/gameday/room";
import { useCanDo, useCommand } from "../../command";
import { announce } from "../../kit/announce";
import { Button } from "../../kit/Button";
import { Menu } from "../../kit/Menu";
import { RefusalNote } from "../../RefusalNote";
import { useTeamView } from "../../team/context";
import { rolesText } from "../../team/roles";
import css from "./team.module.css";

/** Gives a task to somebody else, as when its owner has dropped out. */
export function HandOn({ task }: { task: Task }) {
  const seats = useTeamView((team) => team.seats);
  const may = useCanDo("team.hand-on");
  const { give, refusal } = useCommand();
  if (!may) return null;
  const others = seats.filter(
    ({ id, isHere, roles }) =>
      id !== task.owner && isHere && roles.some((role) => role !== "facilitator" && role !== "observer"),
  );
  const handOn = async (to: string, name: string) => {
    if (await give({ kind: "team", args: { do: "hand-on", task: task.id, to } })) announce(`${name} is asked now.`);
  };
  return (
    <>
      <Menu
        trigger={
          <Button
            kind={task.isOrphaned ? "primary" : "quiet"}
            aria-label={`Hand on: ${task.text}`}
            aria-disabled={others.length === 0}
          >
            Hand on…
          </Button>
        }
        groups={[
          others.map((seat) => ({
            id: seat.id,
            label: seat.name,
            detail: rolesText(seat),
            onSelect: () => void handOn(seat.id, seat.name),
          })),
        ]}
      />
      {refusal !== null && (
        <div className={css.words}>
          <RefusalNote refusal={refusal} />
        </div>
      )}
    </>
  );
}
