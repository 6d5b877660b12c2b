import { FolderOpen } from "lucide-react";
import { useState } from "react";
import { messageOf } from "#lib/message";
import { decodeInterviewFile, MAX_FILE, type ReadFile } from "#modes/interview/file";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { FileButton } from "../../kit/FileButton";
import { KeyValue } from "../../kit/KeyValue";
import { Status } from "../../kit/Sign";
import { ErrorState } from "../../kit/State";
import { useServices } from "../../services";
import { clockWhen } from "../../when";
import { storeCopy } from "./keeping";
import { setupWords } from "./words";

async function read(file: File): Promise<ReadFile> {
  if (file.size > MAX_FILE * 2)
    throw new Error(`The file has ${Math.round(file.size / 1e6)} MB; an interview has less.`);
  const found = decodeInterviewFile(await file.text());
  if (!found.ok) throw new Error(found.error);
  return found.value;
}

/** Opens the file of an interview: what it holds is shown before anything is stored, and what is stored is a copy to look at. */
export function OpenFile() {
  const services = useServices();
  const [found, setFound] = useState<ReadFile | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const choose = (file: File) => {
    setFailure(null);
    read(file).then(setFound, (error: unknown) => setFailure(messageOf(error)));
  };
  const take = async () => {
    if (found === null) return;
    setBusy(true);
    try {
      location.hash = `#/interview/${await storeCopy(found.file, services)}/result`;
    } catch (error) {
      setBusy(false);
      setFound(null);
      setFailure(messageOf(error));
    }
  };
  const header = found?.file.header;
  return (
    <>
      <FileButton label="File of an interview" accept=".json,application/json" icon={<FolderOpen />} onFile={choose}>
        Open a file
      </FileButton>
      {failure !== null && <ErrorState title="The file cannot be opened">{failure}</ErrorState>}
      <Dialog
        open={found !== null}
        onOpenChange={(open) => !open && setFound(null)}
        size="s"
        title="An interview from a file"
        footer={
          <>
            <Button onClick={() => setFound(null)}>Leave it</Button>
            <Button kind="primary" busy={busy} onClick={() => void take()}>
              Keep a copy and open it
            </Button>
          </>
        }
      >
        {header !== undefined && (
          <KeyValue
            pairs={[
              { key: "Candidate", value: header.candidate === "" ? "not said" : header.candidate },
              { key: "Agreed", value: setupWords(header.setup) },
              { key: "Held", value: clockWhen(header.createdAt, services.clock.now()) },
              { key: "Recordings", value: String(found?.file.takes.length ?? 0) },
              ...(found !== null && found.file.runs.length > 0
                ? [{ key: "Incident", value: "with its run, which is kept as a run of its own" }]
                : []),
              {
                key: "File",
                value: found?.isWhole ? (
                  <Status tone="good">as it was saved</Status>
                ) : (
                  <Status tone="bad">changed after it was saved</Status>
                ),
              },
            ]}
          />
        )}
      </Dialog>
    </>
  );
}
