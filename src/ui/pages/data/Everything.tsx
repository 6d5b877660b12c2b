import { bytes } from "#lib/format";
import type { StorageProblem } from "#session/contract";
import { Button } from "../../kit/Button";
import { FileButton } from "../../kit/FileButton";
import { Progress } from "../../kit/Meter";
import { Section } from "../../kit/Page";
import { Status } from "../../kit/Sign";
import { ErrorState } from "../../kit/State";
import { RESCUE_PAGE } from "../../rescue";
import css from "./data.module.css";
import { useKeeping } from "./keeping";
import { Report } from "./Report";
import type { Transferring, useTransfer } from "./transferring";

/** Where the file is, and what of it is not as it should be. */
function Saved({ saved }: { saved: Extract<Transferring, { readonly state: "saved" }> }) {
  const { name, way, instead, unwritable } = saved;
  return (
    <p>
      <Status tone="good">Saved</Status> {name} {way === "chosen" ? "is where you chose." : "is in your downloads."}
      {instead !== null && ` It could not be written where you choose: ${instead}`}
      {unwritable > 0 &&
        ` ${unwritable} damaged ${unwritable === 1 ? "record" : "records"} could not be written; the file names them.`}
    </p>
  );
}

/** Where everything is kept, saving it as a file, and importing one. */
export function Everything({
  kept,
  isHidden,
  transfer,
  problem,
}: {
  kept: boolean;
  /** Something is stored that this page cannot read. */
  isHidden: boolean;
  transfer: ReturnType<typeof useTransfer>;
  /** Says on screen what is wrong with the storage. */
  problem: (problem: StorageProblem) => React.ReactNode;
}) {
  const keeping = useKeeping();
  const { now, save, saveAsDownload, load, stop, dismiss } = transfer;
  const isBusy = now.state === "saving" || now.state === "loading";
  return (
    <Section title="Where it is kept">
      <div className={css.where}>
        <p>
          {kept
            ? "Your runs are in this browser's own storage on this device, and nowhere else. They are there again after a crash or a restart. Clearing the browser's data for this site deletes them; in a private window, closing it does."
            : "At the moment runs are only in the memory of this tab. They are gone when it is closed."}
          {kept && keeping !== null && keeping.quota > 0 && (
            <>
              {" "}
              {bytes(keeping.usage)} are used of {bytes(keeping.quota)} that the browser allows.
            </>
          )}
        </p>
        {kept && keeping?.mayPass === true && (
          <p>
            <Status tone="warn">May be lost</Status> The browser gives this page as little as it gives to private
            windows. If this is one, everything goes when it is closed: save it as a file before.
          </p>
        )}
        <div className={css.buttons}>
          <Button busy={now.state === "saving"} disabled={isBusy} onClick={() => void save(keeping?.usage ?? 0)}>
            Save everything as a file
          </Button>
          {kept && (
            <FileButton
              label="File of everything"
              accept=".jsonl,.json,application/json"
              busy={now.state === "loading"}
              disabled={isBusy}
              onFile={(file) => void load(file)}
            >
              Import such a file
            </FileButton>
          )}
        </div>
        {isBusy && (
          <div className={css.progress}>
            <Progress label={`${now.state === "saving" ? "Saving" : "Importing"} ${now.name}`} done={now.share} />
            <Button onClick={stop}>{now.state === "saving" ? "Stop saving" : "Stop importing"}</Button>
          </div>
        )}
        {now.state === "saved" && <Saved saved={now} />}
        {kept ? (
          <p className={css.note}>
            Importing adds what the file has: runs, recordings, study and what you wrote. Nothing that is here is lost,
            and what is here already does not come twice. Rooms of game days are not in it: each is a file of its own,
            and whoever was in one has it, too. If this page does not open one day,{" "}
            <a href={RESCUE_PAGE}>the rescue page</a> saves everything without it.
          </p>
        ) : (
          <p>
            The file has what was done in this tab.
            {isHidden && (
              <>
                {" "}
                What was stored before is not in it: <a href={RESCUE_PAGE}>the rescue page</a> saves that as it is,
                without this version of Meantime.
              </>
            )}
          </p>
        )}
      </div>
      {now.state === "refused" && (
        <ErrorState title={`${now.name} was not imported`} action={<Button onClick={dismiss}>Leave it</Button>}>
          {now.text} Nothing was stored, and the file is as it was.
        </ErrorState>
      )}
      {now.state === "unwritten" && (
        <ErrorState
          title={`${now.name} was not written`}
          action={
            <>
              <Button onClick={dismiss}>Leave it</Button>
              <Button kind="primary" onClick={() => void (now.way === "chosen" ? saveAsDownload() : save(0))}>
                {now.way === "chosen" ? "Save it as a download" : "Try again"}
              </Button>
            </>
          }
        >
          {now.text} What is stored was read and is as it was; of the file nothing is there.
        </ErrorState>
      )}
      {now.state === "failed" && problem(now.problem)}
      {now.state === "loaded" && <Report name={now.name} loaded={now.loaded} problem={problem} onClose={dismiss} />}
    </Section>
  );
}
