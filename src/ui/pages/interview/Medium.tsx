import type { MicrophoneObstacle } from "#session/contract";
import { SegmentedControl } from "../../kit/Toggle";
import { OBSTACLE_WORDS } from "../../recording/words";
import css from "./interview.module.css";
import type { Wish } from "./setup";

/** Typed or recorded. Recorded can be chosen wherever a microphone may be there; else it says what is missing. */
export function Medium({
  value,
  obstacle,
  onChange,
}: {
  value: Wish["medium"];
  /** What stands in the way; undefined while that is found out. */
  obstacle: MicrophoneObstacle | null | undefined;
  onChange: (medium: Wish["medium"]) => void;
}) {
  return (
    <>
      <SegmentedControl
        label="Answers"
        segments={[
          { value: "typed", label: "Typed" },
          { value: "recorded", label: "Recorded", disabled: obstacle !== null },
        ]}
        value={value}
        onChange={onChange}
      />
      {obstacle ? (
        <p className={css.meta}>
          {OBSTACLE_WORDS[obstacle].title}. {OBSTACLE_WORDS[obstacle].text}{" "}
          <a href="#/recording">Check the microphone</a>
        </p>
      ) : (
        <p className={css.meta}>
          {value === "recorded"
            ? "You speak, and it is recorded in this browser. Nothing grades speech: you mark the rubric yourself while listening. "
            : "Read by rules as you write; or speak, listen, and mark the rubric yourself. "}
          <a href="#/recording">Check your microphone</a>
        </p>
      )}
    </>
  );
}
