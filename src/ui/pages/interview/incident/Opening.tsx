import { resolveScene } from "#engine/index";
import { duration } from "#lib/format";
import { spoken } from "#modes/interview/incident/words";
import { Frame } from "../../../Frame";
import { Button } from "../../../kit/Button";
import { useHotkeys } from "../../../kit/hotkeys";
import { KeyValue } from "../../../kit/KeyValue";
import { Markdown } from "../../../kit/Markdown";
import { Section } from "../../../kit/Page";
import { ErrorState } from "../../../kit/State";
import { useLive, useSession } from "../../../live";
import { begin } from "../../../starting";
import { useTitle } from "../../../title";
import css from "./incident.module.css";
import { useRound } from "./round";

/** How the round begins: what the interviewer says, whose system it is, and what counts. */
export function Opening() {
  const session = useSession();
  const { spec, interview } = useRound();
  const problem = useLive((state) => state.problem);
  const status = useLive((state) => state.status);
  const isStarting = status === "playing" || status === "skipping";
  useTitle("Incident round");
  const { program, run } = session.log();
  const { persona } = interview.header.setup;
  const scene = resolveScene(program, run.header.variant);
  const start = () => {
    if (!isStarting) void begin(session);
  };
  useHotkeys([{ keys: "a", label: "Take the page and begin", run: start }]);
  return (
    <Frame bare>
      <div className={css.opening}>
        <p className={css.quiet}>Incident round · {program.card.company}</p>
        <h1 className={css.openingTitle}>{program.card.title}</h1>
        <p className={css.spoken}>{spoken("opening", persona, spec.seed)}</p>
        {problem !== null && <ErrorState title="The run cannot be stored">{problem.text}</ErrorState>}
        <Section title="The situation">
          <Markdown text={scene.briefing} level={3} />
        </Section>
        <Section title="How it goes">
          <KeyValue
            pairs={[
              { key: "Time", value: `${duration(spec.seconds)}, from the page on. The clock stops for nobody.` },
              {
                key: "Ask",
                value:
                  "Say in your own words what you would look at, do, or ask somebody. You choose which of a few readings you meant; only that happens.",
              },
              { key: "Console", value: "Beside the conversation. What you do there counts just as much." },
              {
                key: "Scored",
                value:
                  "Diagnosis, mitigation, verification and communication, with the second of each. Hints are possible, and taken into account.",
              },
            ]}
          />
        </Section>
        <div>
          <Button kind="primary" keys="a" busy={isStarting} onClick={start}>
            {isStarting ? "Waiting for the page" : "Take the page and begin"}
          </Button>
        </div>
      </div>
    </Frame>
  );
}
