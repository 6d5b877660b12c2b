import { Eye, EyeOff } from "lucide-react";
import { Button } from "../../kit/Button";
import { Part } from "../../team/Part";
import { MECHANISM_WORDS, nameOf } from "../../words";
import css from "./conduct.module.css";
import { EndExercise } from "./EndExercise";
import { Happened } from "./Happened";
import { NextInject } from "./NextInject";
import { PaceNow } from "./PaceNow";
import { Score } from "./Score";
import { useSay } from "./say";
import { conductStore, useConduct, useScene } from "./store";

/** Where the team is, what comes next, and what is true: to be taken in at a glance. */
export function Now() {
  return (
    <div className={css.tab}>
      <PaceNow />
      <NextInject />
      <Happened most={2} />
      <Truth />
      <Score />
      <EndExercise />
    </div>
  );
}

/** What broke, at a press: somebody may look over one's shoulder. */
function Truth() {
  const isShown = useConduct((state) => state.showsTruth);
  return (
    <Part
      title="Ground truth"
      actions={
        <Button
          kind="quiet"
          icon={isShown ? <EyeOff /> : <Eye />}
          aria-expanded={isShown}
          onClick={() => conductStore.setState({ showsTruth: !isShown })}
        >
          {isShown ? "Hide it" : "Show it"}
        </Button>
      }
    >
      {isShown && <TruthText />}
    </Part>
  );
}

/** The guide's words where there is a guide, and what a hypothesis has to name. */
export function TruthText() {
  const guide = useConduct((state) => state.guide);
  const scene = useScene();
  const say = useSay();
  const ofVariant = guide?.variants[scene.variant.id];
  const { truth } = scene.score.diagnosis;
  return (
    <div className={css.truth}>
      {guide != null && <p>{say(guide.truth)}</p>}
      {ofVariant !== undefined && (
        <p>
          <strong>{scene.variant.label}:</strong> {say(ofVariant)}
        </p>
      )}
      {truth.map(({ mechanism, nodes, regions }) => (
        <p key={`${mechanism} ${nodes.join(" ")}`} className={css.meta}>
          Cause: {MECHANISM_WORDS[mechanism].toLowerCase()};{" "}
          {nodes.map((id) => nameOf(scene.system.nodes, id)).join(", ")}
          {regions.length > 0 && ` (${regions.map((id) => nameOf(scene.system.regions, id)).join(", ")})`}
        </p>
      ))}
      {guide === null && truth.length === 0 && (
        <p className={css.quiet}>Nothing is written down: you tell this incident.</p>
      )}
    </div>
  );
}
