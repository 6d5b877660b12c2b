import { useEffect, useRef, useState } from "react";
import { bytes } from "#lib/format";
import type { StorageProblem } from "#session/contract";
import { Button } from "../../kit/Button";
import { Progress } from "../../kit/Meter";
import { Section } from "../../kit/Page";
import { Status } from "../../kit/Sign";
import { ErrorState } from "../../kit/State";
import css from "./data.module.css";
import { Report } from "./Report";
import type { useTransfer } from "./transferring";

/** Bytes in use and allowed, where the browser tells; null where it does not. */
function useUsage(): { readonly usage: number; readonly quota: number } | null {
  const [usage, setUsage] = useState<{ usage: number; quota: number } | null>(null);
  useEffect(() => {
    const { storage } = navigator as { readonly storage?: StorageManager };
    // Plain HTTP in a LAN and old browsers have no storage manager.
    storage
      ?.estimate?.()
      .then(({ usage: used = 0, quota = 0 }) => setUsage({ usage: used, quota }))
      .catch(() => setUsage(null));
  }, []);
  return usage;
}

/** Where everything is kept, saving it as a file, and importing one. */
export function Everything({
  kept,
  transfer,
  problem,
}: {
  kept: boolean;
  transfer: ReturnType<typeof useTransfer>;
  /** Says on screen what is wrong with the storage. */
  problem: (problem: StorageProblem) => React.ReactNode;
}) {
  const usage = useUsage();
  const input = useRef<HTMLInputElement>(null);
  const { now, save, load, stop, dismiss } = transfer;
  const isBusy = now.state === "saving" || now.state === "loading";
  return (
    <Section title="Where it is kept">
      <div className={css.where}>
        <p>
          {kept
            ? "Your runs are in this browser's own storage on this device, and nowhere else. They are there again after a crash or a restart. Clearing the browser's data for this site deletes them."
            : "At the moment runs are only in the memory of this tab. They are gone when it is closed."}
          {kept && usage !== null && usage.quota > 0 && (
            <>
              {" "}
              {bytes(usage.usage)} are used of {bytes(usage.quota)} that the browser allows.
            </>
          )}
        </p>
        <div className={css.buttons}>
          <Button busy={now.state === "saving"} disabled={isBusy} onClick={() => void save(usage?.usage ?? 0)}>
            Save everything as a file
          </Button>
          {kept && (
            <Button busy={now.state === "loading"} disabled={isBusy} onClick={() => input.current?.click()}>
              Import such a file
            </Button>
          )}
          <input
            ref={input}
            type="file"
            accept=".jsonl,.json,application/json"
            aria-label="File of everything"
            className="visually-hidden"
            tabIndex={-1}
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              // The same file may be chosen again.
              event.target.value = "";
              if (file !== undefined) void load(file);
            }}
          />
        </div>
        {isBusy && (
          <div className={css.progress}>
            <Progress label={`${now.state === "saving" ? "Saving" : "Importing"} ${now.name}`} done={now.share} />
            <Button onClick={stop}>{now.state === "saving" ? "Stop saving" : "Stop importing"}</Button>
          </div>
        )}
        {now.state === "saved" && (
          <p>
            <Status tone="good">Saved</Status> {now.name}
            {now.unwritable > 0 &&
              `. ${now.unwritable} damaged ${now.unwritable === 1 ? "record" : "records"} could not be written; the file names them.`}
          </p>
        )}
        <p className={css.note}>
          Importing adds what the file has: runs, recordings, study and what you wrote. Nothing that is here is lost,
          and what is here already does not come twice. If this page does not open one day,{" "}
          <a href="rescue.html">the rescue page</a> saves everything without it.
        </p>
      </div>
      {now.state === "refused" && (
        <ErrorState title={`${now.name} was not imported`} action={<Button onClick={dismiss}>Leave it</Button>}>
          {now.text} Nothing was stored, and the file is as it was.
        </ErrorState>
      )}
      {now.state === "failed" && problem(now.problem)}
      {now.state === "loaded" && <Report name={now.name} loaded={now.loaded} problem={problem} onClose={dismiss} />}
    </Section>
  );
}
