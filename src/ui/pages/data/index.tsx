import { useCallback, useEffect, useState } from "react";
import { messageOf } from "#lib/message";
import type { RunSummary, UnreadableRecord } from "#session/contract";
import { StorageError, type StorageProblem } from "#session/contract";
import { Frame } from "../../Frame";
import { announce } from "../../kit/announce";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { Section } from "../../kit/Page";
import { Callout, EmptyState, Loading } from "../../kit/State";
import { useServices } from "../../services";
import { useTitle } from "../../title";
import { when } from "../../when";
import css from "./data.module.css";
import { Everything } from "./Everything";
import { WAYS_OUT } from "./problems";
import { RunFiles } from "./RunFiles";
import { FIRST, RunTable } from "./RunTable";
import { useTransfer } from "./transferring";

interface Stored {
  readonly runs: readonly RunSummary[];
  readonly now: number;
}

function problemOf(error: unknown): StorageProblem {
  if (error instanceof StorageError) return error.problem;
  return { kind: "unknown", text: messageOf(error) };
}

/** Where runs are kept, what is wrong with that, and everything that is kept. */
export default function DataPage() {
  const { runs, clock, storageProblem } = useServices();
  const [stored, setStored] = useState<Stored | null>(null);
  const [unreadable, setUnreadable] = useState<readonly UnreadableRecord[]>([]);
  const [problem, setProblem] = useState<StorageProblem | null>(null);
  const [doomed, setDoomed] = useState<RunSummary | null>(null);
  useTitle("Your data");

  const refresh = useCallback(async () => {
    try {
      // What is seen first does not wait for the others; what is there already is not taken away again.
      const { open, finished } = await runs.newest(FIRST);
      const first = [...open, ...finished].sort((a, b) => b.updatedAt - a.updatedAt).slice(0, FIRST);
      setStored((known) => known ?? (first.length === 0 ? null : { runs: first, now: clock.now() }));
      setStored({ runs: await runs.list(), now: clock.now() });
      // Everything is read for this: the list does not wait for it.
      setUnreadable(await runs.unreadable());
    } catch (error) {
      setProblem(problemOf(error));
    }
  }, [runs, clock]);
  useEffect(() => {
    void refresh();
  }, [refresh]);

  const transfer = useTransfer(refresh);
  const attempt = async (work: () => Promise<void>) => {
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  const remove = (run: RunSummary) =>
    attempt(async () => {
      setDoomed(null);
      await runs.remove(run.id);
      announce(`The run of ${run.code} was deleted.`);
      await refresh();
    });

  return (
    <Frame>
      <div className={css.data}>
        <h1 className={css.title}>Your data</h1>
        {storageProblem !== null && <Problem problem={storageProblem} />}
        {problem !== null && <Problem problem={problem} />}
        <Everything
          kept={storageProblem === null}
          isHidden={isHidden(storageProblem)}
          transfer={transfer}
          problem={(each) => <Problem problem={each} />}
        />
        <RunFiles onEverything={(file) => void transfer.load(file)} />
        <Section title="Runs">
          {stored === null ? (
            problem === null && <Loading label="Listing your runs" />
          ) : (
            <>
              {isHidden(storageProblem) && <Hidden />}
              {(stored.runs.length > 0 || !isHidden(storageProblem)) && (
                <RunTable runs={stored.runs} now={stored.now} onDelete={setDoomed} />
              )}
            </>
          )}
        </Section>
        {unreadable.length > 0 && <Unreadable records={unreadable} />}
      </div>
      <Dialog
        open={doomed !== null}
        onOpenChange={(open) => !open && setDoomed(null)}
        size="s"
        title="Delete this run?"
        description={
          doomed !== null &&
          `${doomed.code}, ${doomed.title}, played ${when(doomed.updatedAt, stored?.now ?? 0)}. This cannot be undone; a file saved before keeps it.`
        }
        footer={
          <>
            <Button onClick={() => setDoomed(null)}>Keep it</Button>
            <Button kind="danger" onClick={() => doomed !== null && void remove(doomed)}>
              Delete the run
            </Button>
          </>
        }
      />
    </Frame>
  );
}

/** Something is stored that this page cannot read, so that there is more than it lists. */
const isHidden = (problem: StorageProblem | null): boolean =>
  problem !== null && problem.kind !== "blocked" && problem.kind !== "quota";

function Hidden() {
  return (
    <EmptyState title="What is stored cannot be read at the moment">
      So it is not listed. Nothing of it was changed, and it can be saved above as it is.
    </EmptyState>
  );
}

function Problem({ problem }: { problem: StorageProblem }) {
  const { title, todo } = WAYS_OUT[problem.kind];
  return (
    <div role="alert" className={css.problem}>
      <Callout tone="bad" title={title}>
        <p>{problem.text}</p>
        <p>
          <strong>What to do:</strong> {todo}
        </p>
      </Callout>
    </div>
  );
}

function Unreadable({ records }: { records: readonly UnreadableRecord[] }) {
  return (
    <Section title="What cannot be read">
      <p className={css.where}>
        These records are kept as they are and are part of the file. Those written by a newer version can be read there.
      </p>
      <ul className={css.records}>
        {records.map(({ store, key, reason, newer }) => (
          <li key={`${store}/${key}`}>
            <span className="mono">
              {store}/{key}
            </span>
            : {newer ? "written by a newer version" : reason}
          </li>
        ))}
      </ul>
    </Section>
  );
}
