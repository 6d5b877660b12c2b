import { Plus } from "lucide-react";
import { useState } from "react";
import { useCanDo } from "../../command";
import { Button } from "../../kit/Button";
import { useFocusBack } from "../../kit/focus-back";
import { useHotkeys } from "../../kit/hotkeys";
import { Toggle } from "../../kit/Toggle";
import { useTeamView } from "../../team/context";
import { useFolded } from "../../team/folded";
import { Part } from "../../team/Part";
import { UpTo } from "../../team/UpTo";
import { AssignForm } from "./AssignForm";
import { TaskRow } from "./TaskRow";
import css from "./team.module.css";

/** Everybody else's tasks: those whose owner is gone first, then those that are late, then as they were given. */
export function Everybody() {
  const seat = useTeamView((team) => team.seat);
  const all = useFolded((room) => room.tasks);
  const may = useCanDo("team.assign");
  const [isAssigning, setAssigning] = useState(false);
  const [withOver, setWithOver] = useState(false);
  const opener = useFocusBack<HTMLButtonElement>(isAssigning);
  useHotkeys([{ keys: "t", label: "Give somebody a task", group: "Team", run: () => setAssigning(true) }], {
    enabled: may,
  });
  const others = all.filter((task) => task.owner !== seat);
  const rank = ({ isOrphaned, isOverdue, endedAt }: (typeof all)[number]) =>
    endedAt !== null ? 3 : isOrphaned ? 0 : isOverdue ? 1 : 2;
  const over = all.filter((task) => task.endedAt !== null);
  const shown = (withOver ? [...others, ...over.filter((task) => task.owner === seat)] : others)
    .filter((task) => withOver || task.endedAt === null)
    .sort((a, b) => rank(a) - rank(b) || a.givenAt - b.givenAt);
  return (
    <Part
      title="The others' tasks"
      count={others.filter(({ endedAt }) => endedAt === null).length}
      actions={
        may &&
        !isAssigning && (
          <Button ref={opener} kind="quiet" keys="t" icon={<Plus />} onClick={() => setAssigning(true)}>
            Give a task
          </Button>
        )
      }
    >
      {isAssigning && may && <AssignForm onClose={() => setAssigning(false)} />}
      <UpTo right="team.assign">Giving tasks</UpTo>
      {shown.length === 0 ? (
        <p className={css.quiet}>Nobody else has one at present.</p>
      ) : (
        <ul className={css.rows}>
          {shown.map((task) => (
            <TaskRow key={task.id} task={task} />
          ))}
        </ul>
      )}
      {over.length > 0 && (
        <Toggle label={`Show what is over (${over.length})`} checked={withOver} onChange={setWithOver} />
      )}
    </Part>
  );
}
