import { Trash2 } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { MICROPHONE_CHECK, type Take } from "#domain/interview";
import { messageOf } from "#lib/message";
import { Frame } from "../../Frame";
import { Button } from "../../kit/Button";
import { KeyValue } from "../../kit/KeyValue";
import { Section } from "../../kit/Page";
import { Callout, ErrorState } from "../../kit/State";
import { forget, takesOf } from "../../recording/keeping";
import { NotKept } from "../../recording/NotKept";
import { Recorder } from "../../recording/Recorder";
import { useSpace } from "../../recording/Space";
import { StoredTake } from "../../recording/StoredTake";
import { useMicrophone } from "../../recording/useMicrophone";
import { BYTES_A_SECOND, spaceWords } from "../../recording/words";
import { Sheet, SheetHead } from "../../Sheet";
import { useServices } from "../../services";
import { useTitle } from "../../title";

/** Seconds of a test. */
const LENGTH = 10;

/** Checks the microphone before an interview: how loud it is, and a test that is stored, played and deleted like an answer. */
export default function RecordingPage() {
  const { interviews, storageProblem } = useServices();
  const microphone = useMicrophone(true);
  const [tests, setTests] = useState<readonly Take[]>([]);
  const [failure, setFailure] = useState<string | null>(null);
  const recorder = useRef<HTMLDivElement>(null);
  useTitle("Check your microphone");
  const look = useCallback(async () => {
    try {
      setTests(await takesOf(await interviews(), MICROPHONE_CHECK));
      setFailure(null);
    } catch (error) {
      setFailure(messageOf(error));
    }
  }, [interviews]);
  useEffect(() => {
    void look();
  }, [look]);
  const remove = async () => {
    try {
      const store = await interviews();
      for (const { id } of tests) await store.removeTake(id);
      forget(({ id }) => tests.some((test) => test.id === id));
    } catch (error) {
      setFailure(messageOf(error));
      return;
    }
    await look();
    // The button that was pressed is gone with what it deleted.
    recorder.current?.querySelector("button")?.focus();
  };
  const last = tests.at(-1);
  return (
    <Frame>
      <Sheet>
        <SheetHead
          path={<a href="#/interviews">Interviews</a>}
          title="Check your microphone"
          about={`Say a few sentences as you would in an interview: the loudness should read “good” most of the time. A test takes ${LENGTH} seconds and is stored like an answer, so this shows that recording works here from end to end.`}
        />
        {storageProblem !== null && (
          <Callout tone="warn" title="Nothing is kept">
            Recording works, but what is said is gone with this tab. Save it as a file.
          </Callout>
        )}
        <NotKept />
        <Section title="Record a test">
          <div ref={recorder}>
            <Recorder
              microphone={microphone}
              interview={MICROPHONE_CHECK}
              limit={LENGTH}
              stop="Stop"
              onStop={() => void look()}
            />
          </div>
        </Section>
        {failure !== null && <ErrorState title="Tests cannot be read or deleted">{failure}</ErrorState>}
        {last !== undefined && (
          <Section
            title="Listen to it"
            actions={
              <Button icon={<Trash2 />} onClick={() => void remove()}>
                {tests.length === 1 ? "Delete it" : `Delete all ${tests.length} tests`}
              </Button>
            }
          >
            <StoredTake key={last.id} take={last} label="The test" />
          </Section>
        )}
        <Facts label={microphone.now.state === "open" ? microphone.now.microphone.label : null} />
      </Sheet>
    </Frame>
  );
}

/** What is used, and how much fits. */
function Facts({ label }: { label: string | null }) {
  const space = useSpace();
  const fits = space === null ? null : spaceWords(space.free);
  return (
    <Section title="Where it goes">
      <KeyValue
        pairs={[
          { key: "Microphone", value: label === null ? "not open" : label === "" ? "the browser does not say" : label },
          { key: "Stored", value: "in this browser only; nothing is sent anywhere" },
          {
            key: "Space for",
            value: `${fits === null ? "as much as the browser allows, which it does not say" : `${fits} of speech`}; a minute takes ${(BYTES_A_SECOND * 60) / 1000} kB`,
          },
          {
            key: "Kept",
            value:
              space === null
                ? "not known yet"
                : space.isPersistent
                  ? "until you delete it"
                  : "until you delete it, or the machine runs out of space and the browser clears it: save what matters as a file",
          },
        ]}
      />
    </Section>
  );
}
