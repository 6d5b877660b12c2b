import { useCommand } from "../../command";
import { announce } from "../../kit/announce";
import { useHotkeys } from "../../kit/hotkeys";
import { RefusalNote } from "../../RefusalNote";
import { useTeamView } from "../../team/context";
import { useFolded } from "../../team/folded";
import { Part } from "../../team/Part";
import { TaskRow } from "./TaskRow";
import css from "./team.module.css";

/** What was given to oneself and is not over; `k` says "I have it" to the oldest that waits for that. */
export function MyTasks() {
  const seat = useTeamView((team) => team.seat);
  const all = useFolded((room) => room.tasks);
  const { give, refusal } = useCommand();
  const mine = all.filter((task) => task.owner === seat && task.endedAt === null);
  const plays = useTeamView((team) => team.may.includes("team.vote"));
  const waiting = mine.find(({ state }) => state === "open");
  useHotkeys([
    {
      keys: "k",
      label: "I have it: acknowledge the oldest task",
      group: "Team",
      run: () => {
        if (waiting === undefined) return;
        void give({ kind: "team", args: { do: "progress", task: waiting.id, state: "acknowledged", text: "" } }).then(
          (accepted) => accepted && announce(`You have it: ${waiting.text}`),
        );
      },
    },
  ]);
  // Nobody gives tasks to who only watches.
  if (!plays && mine.length === 0) return null;
  return (
    <Part title="Your tasks" count={mine.length}>
      {refusal !== null && <RefusalNote refusal={refusal} />}
      {mine.length === 0 ? (
        <p className={css.quiet}>Nothing was given to you.</p>
      ) : (
        <ul className={css.rows}>
          {mine.map((task) => (
            <TaskRow key={task.id} task={task} isOwn withKey={task === waiting} />
          ))}
        </ul>
      )}
    </Part>
  );
}
