import { useCallback, useEffect, useState } from "react";
import { messageOf } from "#lib/message";
import { pageable } from "#modes/drill/choice";
import type { RunSummary } from "#session/contract";
import { Frame } from "../../Frame";
import { Callout, EmptyState, Loading } from "../../kit/State";
import { useServices } from "../../services";
import type { Duty } from "../../shift/duty";
import type { KeptShift } from "../../shift/kept";
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
}

/** Shifts and runs; read again when `version` changes. */
function useStored(version: string) {
  const { documents, runs } = useServices();
  const [stored, setStored] = useState<Stored | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const read = useCallback(async () => {
    try {
      const [shifts, list] = await Promise.all([documents.list("shift"), runs.list()]);
      setStored({ shifts, runs: list });
      setFailure(null);
    } catch (error) {
      setFailure(messageOf(error));
    }
  }, [documents, runs]);
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
  const isReady = stored !== null && shift !== undefined;
  return (
    <Frame>
      <div className={css.shift}>
        <h1 className={css.title}>
          {one === undefined ? "On call" : `Shift of ${spanOf(one.body.from, one.body.endedAt ?? one.body.until)}`}
        </h1>
        {trouble !== null && (
          <Callout tone="bad" title="Shifts cannot be read or stored" action={<a href="#/data">What to do</a>}>
            {trouble} Pages still go off while this tab is open.
          </Callout>
        )}
        {!isReady && failure === null && <Loading label="Looking for your shift" lines={5} />}
        {isReady && one !== undefined && (
          <OneShift
            duty={duty}
            kept={one}
            facts={factsOf(one.body, library, stored.runs)}
            onSaved={() => void read()}
          />
        )}
        {isReady && one === undefined && id !== undefined && (
          <EmptyState title="This shift is not in this browser" action={<a href="#/oncall">On call</a>}>
            It was on another machine, or is not over yet.
          </EmptyState>
        )}
        {isReady && id === undefined && (
          <>
            {shift === null ? (
              <Start duty={duty} stored={stored} left={pageable(library.cards(), stored.runs).length} />
            ) : (
              <OnDuty duty={duty} kept={shift} facts={factsOf(shift.body, library, stored.runs)} waits={waits} />
            )}
            <Reach />
            {past.length > 0 && <PastShifts shifts={past} />}
            <Limits />
          </>
        )}
      </div>
    </Frame>
  );
}

function Start({ duty, stored, left }: { duty: Duty; stored: Stored; left: number }) {
  const unwritten = stored.shifts.find(({ body }) => body.endedAt !== null && body.handover === null);
  return (
    <>
      <p className={css.intro}>
        Go on call and do something else. Meantime pages you at a moment you do not know, with an incident you have not
        mastered. Acknowledge, and it begins. Leave a tab of Meantime open: a closed browser cannot be paged.
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
        <GoOnCall duty={duty} left={left} />
      )}
    </>
  );
}
