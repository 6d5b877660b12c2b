import { Save } from "lucide-react";
import { encodeInterviewFile } from "#modes/interview/file";
import { interviewMarkdown } from "#modes/interview/markdown";
import type { InterviewScore } from "#modes/interview/scorecard";
import { download } from "../../download";
import { Exports } from "../../Exports";
import { Button } from "../../kit/Button";
import { useServices } from "../../services";
import { clockWhen } from "../../when";
import { incidentTexts } from "./incident/markdown";
import type { Incidents } from "./incident/useIncidents";
import { failing } from "./keeping";
import type { LiveInterview } from "./live";
import { useLive } from "./useLive";
import { BAND_WORDS } from "./words";

/** The result as Markdown and on paper, and the whole session as a file that can be opened elsewhere. */
export function WaysOut({
  live,
  score,
  incidents,
}: {
  live: LiveInterview;
  score: InterviewScore;
  incidents: Incidents;
}) {
  const { interviews, runs, clock } = useServices();
  const { header, state, events } = useLive(live);
  const name = header.candidate.replace(/[^a-z0-9]+/gi, "-").toLowerCase() || "interview";
  const whose = header.candidate === "" ? "Mock interview" : `Mock interview of ${header.candidate}`;
  const markdown = () =>
    interviewMarkdown(
      header,
      state,
      score,
      `${whose}, ${clockWhen(header.createdAt, clock.now())}`,
      state.band && BAND_WORDS[state.band.band],
      incidentTexts(state, incidents),
    );
  const save = async () => {
    const store = await interviews();
    const takes = await store.takes(header.id);
    const whole = await Promise.all(takes.map(async (take) => ({ take, chunks: await store.chunks(take.id) })));
    const played = await Promise.all(state.rounds.map(async ({ run }) => (run === null ? null : runs.load(run))));
    const file = {
      header,
      status: "finished" as const,
      coverage: score.overall,
      events,
      takes: whole,
      runs: played.filter((run) => run !== null),
    };
    download(`${name}.interview.json`, encodeInterviewFile(file, clock.now()));
  };
  return (
    <>
      <Exports name={`${name}.md`} markdown={markdown} />
      <Button icon={<Save />} onClick={() => void save().catch(failing("The session could not be saved"))}>
        Save the whole session
      </Button>
    </>
  );
}
