import { useCallback, useState } from "react";
import { messageOf } from "#lib/message";
import { DropHint, useDrop } from "../../dropping";
import { isEverything } from "../../everythingFile";
import { announce } from "../../kit/announce";
import { FileButton } from "../../kit/FileButton";
import { Section } from "../../kit/Page";
import { ErrorState } from "../../kit/State";
import { useServices } from "../../services";
import css from "./data.module.css";
import { FileDialog } from "./FileDialog";
import { addMissing, ownAddress, type Reading, type Ready, readRunFile, storeReady } from "./openFile";

/** Opening a run that was saved as a file: by a press, or by dropping it on the page. A file of everything goes to `onEverything`. */
export function RunFiles({ onEverything }: { onEverything: (file: File) => void }) {
  const services = useServices();
  const [reading, setReading] = useState<Reading | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  const open = useCallback(
    async (file: File) => {
      setBusy(true);
      setFailure(null);
      setReading(null);
      announce(`Reading ${file.name}`);
      try {
        if (await isEverything(file)) return onEverything(file);
        setReading(await readRunFile(file, services));
      } catch (error) {
        setReading({ state: "failed", name: file.name, text: messageOf(error) });
      } finally {
        setBusy(false);
      }
    },
    [services, onEverything],
  );
  const isOver = useDrop((file) => void open(file));
  const finish = async (work: Promise<string>) => {
    setBusy(true);
    setFailure(null);
    try {
      location.hash = await work;
    } catch (error) {
      setFailure(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  const ready = reading?.state === "ready" ? reading.ready : null;
  const withReady = (work: (ready: Ready) => Promise<string>) => () => {
    if (ready !== null) void finish(work(ready));
  };
  return (
    <Section title="Runs from files">
      <div className={css.where} data-over={isOver || undefined}>
        <p>
          A run that was saved as a file can be opened here, your own or somebody else's: it is checked, replayed, and
          its score compared with what the file says. Runs from files are labelled and do not count as yours.
        </p>
        <div className={css.buttons}>
          <FileButton
            label="Run file"
            accept=".json,.jsonl,application/json"
            busy={busy && ready === null}
            onFile={(file) => void open(file)}
          >
            Open a run file
          </FileButton>
        </div>
        <p className={css.note}>Or drop it anywhere on this page. A file of everything can be dropped here, too.</p>
      </div>
      {reading?.state === "failed" && (
        <ErrorState title={`${reading.name} was not opened`}>
          {reading.text} Nothing was stored, and the file is as it was.
        </ErrorState>
      )}
      {ready !== null && (
        <FileDialog
          ready={ready}
          busy={busy}
          failure={failure}
          onClose={() => setReading(null)}
          onStore={withReady((each) => storeReady(each, services))}
          onOwn={withReady(async (each) => ownAddress(each))}
          onNotes={withReady((each) =>
            addMissing(each, each.presence.state === "same" ? each.presence.missing : [], services),
          )}
        />
      )}
      {isOver && <DropHint>Let go to open the file</DropHint>}
    </Section>
  );
}
