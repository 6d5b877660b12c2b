import type { Milestone } from "#modes/gameday/milestones";
import { Status, type Tone } from "../../kit/Sign";
import { Timestamp } from "../../kit/Timestamp";
import { useStartsAt } from "../../who";
import css from "./timeline.module.css";

const ABOUT: Readonly<Record<Milestone["about"], { readonly label: string; readonly tone: Tone }>> = {
  incident: { label: "incident", tone: "bad" },
  action: { label: "action", tone: "info" },
  team: { label: "team", tone: "neutral" },
  exercise: { label: "exercise", tone: "warn" },
};

/** What was recorded by itself. */
export function MilestoneLine({ line }: { line: Milestone }) {
  const startsAt = useStartsAt();
  const { label, tone } = ABOUT[line.about];
  return (
    <li className={css.line}>
      <Timestamp second={line.at} startsAt={startsAt} />
      <div className={css.body}>
        <p className={css.milestone}>
          <Status tone={tone} plain>
            {label}
          </Status>{" "}
          {line.text}
        </p>
      </div>
    </li>
  );
}
