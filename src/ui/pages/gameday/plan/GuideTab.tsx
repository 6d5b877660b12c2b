import { Eye, EyeOff, Plus, Printer } from "lucide-react";
import { useState } from "react";
import type { Program } from "#domain/drill";
import type { ExercisePlan } from "#domain/exercise";
import { readGuide } from "#modes/gameday/guide";
import { Button } from "../../../kit/Button";
import { Callout, EmptyState, Loading } from "../../../kit/State";
import { toast } from "../../../kit/toast";
import { titleOf } from "../../../team/plan/about";
import { useGuide } from "../../../team/plan/useGuide";
import { useLatest, useUndo } from "../../../team/plan/useUndo";
import { StoryTeller } from "../../../team/tale/StoryTeller";
import { GuidePage } from "./GuidePage";
import css from "./plan.module.css";
import { sceneOf } from "./usePlayed";

/** The guide of the drill, on one page: behind a press, since somebody may look over one's shoulder. */
export function GuideTab({
  plan,
  program,
  onChange,
}: {
  plan: ExercisePlan;
  program: Program;
  onChange: (part: Partial<ExercisePlan>) => void;
}) {
  const [isShown, setShown] = useState(false);
  if (!isShown) {
    return (
      <EmptyState
        title="The guide tells what broke"
        action={
          <Button icon={<Eye />} onClick={() => setShown(true)}>
            Show the truth
          </Button>
        }
      >
        <p>
          One page for you alone: the truth, what usually happens and by when, questions to ask, how to slow a team down
          and how to help one on. Mind who sees your screen.
        </p>
      </EmptyState>
    );
  }
  return <Shown plan={plan} program={program} onChange={onChange} onHide={() => setShown(false)} />;
}

function Shown({
  plan,
  program,
  onChange,
  onHide,
}: {
  plan: ExercisePlan;
  program: Program;
  onChange: (part: Partial<ExercisePlan>) => void;
  onHide: () => void;
}) {
  const found = useGuide(plan.subject);
  const offerUndo = useUndo();
  const latest = useLatest(plan);
  const scene = sceneOf(program, plan.variant, plan.seed);
  if (found === null) return <Loading label="Loading the guide" lines={8} />;
  if ("failure" in found) {
    return (
      <Callout tone="bad" title="The guide cannot be loaded">
        {found.failure}
      </Callout>
    );
  }
  const { guide } = found;
  const { subject } = plan;
  if (subject.kind === "tabletop" && subject.incident.story !== null) {
    return (
      <div className={css.part}>
        <p className={css.note}>
          The story as you will tell it: try it out here. What the team decides in the room is chosen there.
        </p>
        <StoryTeller story={subject.incident.story} keptAs={null} />
      </div>
    );
  }
  if (guide === null) {
    return (
      <EmptyState title="There is no guide">
        <p>
          {plan.subject.kind === "tabletop"
            ? "You tell this incident: you know best how it goes on. Notes are a good place for it."
            : "This drill came with a pack. Its debrief, which you see after playing it, tells what broke."}
        </p>
      </EmptyState>
    );
  }
  const expect = () => {
    const { expectations } = plan;
    const has = new Set(expectations.map(({ id }) => id));
    // By the names the drill came with, as everything in a plan; the room has the others.
    const own = readGuide(guide, program, { services: {}, people: {} });
    const more = own.expectations.filter(({ id }) => !has.has(id));
    if (more.length === 0) return void toast({ title: "They are in the plan already" });
    onChange({ expectations: [...expectations, ...more] });
    const added = new Set(more.map(({ id }) => id));
    offerUndo("The guide's expectations are in the plan", () =>
      onChange({ expectations: latest.current.expectations.filter(({ id }) => !added.has(id)) }),
    );
  };
  return (
    <div className={css.part}>
      <div data-print="hide" className={css.buttons}>
        <Button icon={<EyeOff />} onClick={onHide}>
          Hide it
        </Button>
        <Button icon={<Printer />} onClick={() => window.print()}>
          Print
        </Button>
        {guide.expectations.length > 0 && (
          <Button kind="quiet" icon={<Plus />} onClick={expect}>
            Take its expectations into the plan
          </Button>
        )}
      </div>
      <GuidePage title={titleOf(plan)} guide={guide} program={program} scene={scene} renames={plan.renames} />
    </div>
  );
}
