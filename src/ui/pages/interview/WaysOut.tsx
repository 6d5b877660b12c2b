import { Save } from "lucide-react";
import { fixed } from "#lib/format";
import { encodeInterviewFile } from "#modes/interview/file";
import { interviewMarkdown } from "#modes/interview/markdown";
import type { InterviewScore } from "#modes/interview/scorecard";
import { download } from "../../download";
import { Exports } from "../../Exports";
import { Button } from "../../kit/Button";
import { soundOf } from "../../recording/keeping";
import { BYTES_A_SECOND } from "../../recording/words";
import { useServices } from "../../services";
import { clockWhen } from "../../when";
import { incidentTexts } from "./incident/markdown";
import type { Incidents } from "./incident/useIncidents";
import { failing } from "./keeping";
import type { Takes } from "./Listening";
import type { LiveInterview } from "./live";
import { useLive } from "./useLive";
import { BAND_WORDS } from "./words";

/** Bytes that a byte of sound takes in a file of text. */
const IN_FILE = 4 / 3;

/** The result as Markdown and on paper, and the whole session as a file that can be opened elsewhere. */
export function WaysOut({
  live,
  score,
  incidents,
  takes,
}: {
  live: LiveInterview;
  score: InterviewScore;
  incidents: Incidents;
  takes: Takes;
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
      takes === null || "failed" in takes ? undefined : takes,
    );
  const sounds = takes === null || "failed" in takes ? [] : [...takes.values()];
  const seconds = sounds.reduce((sum, take) => sum + take.seconds, 0);
  const count = `${sounds.length} recording${sounds.length === 1 ? "" : "s"}`;
  const save = async (withSound: boolean) => {
    const store = await interviews();
    const whole = await Promise.all(
      (withSound ? sounds : []).map(async (take) => ({ take, chunks: await soundOf(store, take.id) })),
    );
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
      <Button icon={<Save />} onClick={() => void save(true).catch(failing("The session could not be saved"))}>
        Save the whole session
        {sounds.length > 0 &&
          ` (about ${fixed(Math.max(0.1, (seconds * BYTES_A_SECOND * IN_FILE) / 1e6), 1)} MB with ${count})`}
      </Button>
      {sounds.length > 0 && (
        <Button kind="quiet" onClick={() => void save(false).catch(failing("The session could not be saved"))}>
          Save it without recordings
        </Button>
      )}
    </>
  );
}
