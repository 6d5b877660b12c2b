import { useCallback, useEffect, useState } from "react";
import { pageable } from "#modes/drill/choice";
import type { RunSummary } from "#session/contract";
import { Frame } from "../../Frame";
import { Callout, EmptyState, Loading } from "../../kit/State";
import { useServices } from "../../services";
import type { KeptShift } from "../../shift/duty";
import { useDuty } from "../../shift/useDuty";
import { useTitle } from "../../title";
import { GoOnCall } from "./GoOnCall";
import { OnDuty } from "./OnDuty";
import { OneShift } from "./OneShift";
import { factsOf } from "./PageList";
import { PastShifts } from "./PastShifts";
import { Limits, Reach } from "./Reach";
import css from "./shift.module.css";
import { spanOf } from "./times";

interface Stored {
  readonly shifts: readonly KeptShift[];
  readonly runs: readonly RunSummary[];
  readonly now: number;
}

/** Shifts and runs; read again when `version` changes. */
function useStored(version: string) {
  const { documents, runs, clock } = useServices();
  const [stored, setStored] = useState<Stored | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const read = useCallback(async () => {
    try {
      const [shifts, list] = await Promise.all([documents.list("shift"), runs.list()]);
      setStored({ shifts, runs: list, now: clock.now() });
      setFailure(null);
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    }
  }, [documents, runs, clock]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version is read again
  useEffect(() => {
    void read();
  }, [read, version]);
  return { stored, failure, read };
}

/** Being on call: going, being, handing over, and the shifts there were. `id`: one of those. */
export default function ShiftPage({ id }: { id?: string }) {
  const { library } = useServices();
  const [duty, { shift, ended, waits, problem }] = useDuty();
  useEffect(() => duty.open(), [duty]);
  const answers = shift?.body.pages.filter(({ answer, run }) => answer !== null && run !== null).length ?? 0;
  const { stored, failure, read } = useStored(`${shift?.id} ${ended?.id} ${answers}`);
  useTitle("On call");
  const trouble = failure ?? problem;
  const past = stored?.shifts.filter(({ body }) => body.endedAt !== null) ?? [];
  const one = past.find((each) => each.id === id);
  const heading =
    one === undefined ? "On call" : `Shift of ${spanOf(one.body.from, one.body.endedAt ?? one.body.until)}`;
  return (
    <Frame
      actions={<a href={id === undefined ? "#/" : "#/oncall"}>{id === undefined ? "All incidents" : "On call"}</a>}
    >
      <div className={css.shift}>
        <h1 className={css.title}>{heading}</h1>
        {trouble !== null && (
          <Callout tone="bad" title="The shift cannot be stored" action={<a href="#/data">What to do</a>}>
            {trouble} Pages still go off while this tab is open.
          </Callout>
        )}
        {stored === null || shift === undefined ? (
          failure === null && <Loading label="Looking for your shift" lines={5} />
        ) : id !== undefined ? (
          one === undefined ? (
            <EmptyState title="This shift is not in this browser" action={<a href="#/oncall">On call</a>}>
              It was on another machine, or is not over yet.
            </EmptyState>
          ) : (
            <OneShift
              duty={duty}
              kept={one}
              facts={factsOf(one.body, library, stored.runs)}
              onSaved={() => void read()}
            />
          )
        ) : (
          <>
            {shift === null ? (
              <Start duty={duty} stored={stored} left={pageable(library.cards(), stored.runs).length} />
            ) : (
              <OnDuty duty={duty} kept={shift} facts={factsOf(shift.body, library, stored.runs)} waits={waits} />
            )}
            <Reach />
            <Limits />
            {past.length > 0 && <PastShifts shifts={past} />}
          </>
        )}
      </div>
    </Frame>
  );
}

function Start({ duty, stored, left }: { duty: ReturnType<typeof useDuty>[0]; stored: Stored; left: number }) {
  const unwritten = stored.shifts.find(({ body }) => body.endedAt !== null && body.handover === null);
  return (
    <>
      <p className={css.intro}>
        Go on call and do something else. Meantime pages you at a moment you do not know, with an incident you have not
        mastered. Acknowledge, and it begins.
      </p>
      {unwritten !== undefined && (
        <Callout title="A shift waits for its hand-over" action={<a href={`#/oncall/${unwritten.id}`}>Hand over</a>}>
          {spanOf(unwritten.body.from, unwritten.body.endedAt ?? unwritten.body.until)}
        </Callout>
      )}
      {left === 0 ? (
        <EmptyState title="Nothing is left to page you with" action={<a href="#/">All incidents</a>}>
          You have brought every live incident to 85 points or more. New ones come with new versions.
        </EmptyState>
      ) : (
        <GoOnCall duty={duty} left={left} now={stored.now} />
      )}
    </>
  );
}
