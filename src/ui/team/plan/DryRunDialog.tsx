import { useEffect, useState } from "react";
import type { Program, Scene } from "#domain/drill";
import type { ExercisePlan, PlannedInject } from "#domain/exercise";
import { clock as clockText } from "#lib/format";
import { messageOf } from "#lib/message";
import type { DryRun } from "#modes/gameday/dry-run";
import { newRun } from "#session/index";
import { helper } from "../../beside";
import { TimeSeries } from "../../kit/chart/TimeSeries";
import { Dialog } from "../../kit/Dialog";
import { Callout, Loading } from "../../kit/State";
import { AUDIENCE_WORDS } from "../../words";
import { NumberField } from "../injects/NumberField";
import css from "./plan.module.css";

/** Minutes after the page at which an inject without a time is tried. */
const USUAL = 10;

/** What an inject alone would do to the incident while nobody does anything: with it and without. Nothing of it is kept. */
export function DryRunDialog({
  plan,
  program,
  scene,
  inject,
  onClose,
}: {
  plan: ExercisePlan;
  program: Program;
  scene: Scene;
  inject: PlannedInject;
  onClose: () => void;
}) {
  const pagedAt = scene.page.trigger.at ?? 0;
  const { when, effects } = inject;
  const due = when.kind === "time" ? (when.since === "ack" ? pagedAt : 0) + when.seconds : pagedAt + USUAL * 60;
  const [minute, setMinute] = useState(Math.min(Math.floor(scene.limit / 60) - 1, Math.round(due / 60)));
  const [length, setLength] = useState(20);
  // There is nobody yet who could be out of reach, and it changes nothing in the system.
  const tried = effects.filter(({ kind }) => kind !== "unreachable");
  const result = useDryRun(program, plan, scene, tried, minute, length);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="l"
      title={`Try “${inject.title || "the inject"}” alone`}
      description="The incident with it and without, on a copy, while nobody does anything. Nothing of it is kept."
    >
      <div className={css.part}>
        <div className={css.fields}>
          <NumberField
            label="Minute of the incident"
            min={0}
            max={Math.floor(scene.limit / 60)}
            value={minute}
            onChange={setMinute}
          />
          <NumberField label="Minutes to look at" min={1} max={120} value={length} onChange={setLength} />
        </div>
        {tried.length < effects.length && (
          <p className={css.note}>
            That somebody cannot be reached changes nothing in the system; it is left out here.
          </p>
        )}
        {tried.length === 0 ? (
          <Callout title="There is nothing to simulate">
            It is said or done by you, and the system does not notice.
          </Callout>
        ) : result === null ? (
          <Loading label="Simulating it twice" lines={6} />
        ) : "failure" in result ? (
          <Callout tone="bad" title="It could not be simulated">
            {result.failure}
          </Callout>
        ) : result.run.refused !== null ? (
          <Callout tone="bad" title="It would be refused">
            {result.run.refused}
          </Callout>
        ) : (
          <Outcome run={result.run} scene={scene} />
        )}
      </div>
    </Dialog>
  );
}

type Result = { readonly run: DryRun } | { readonly failure: string } | null;

function useDryRun(
  program: Program,
  plan: ExercisePlan,
  scene: Scene,
  effects: PlannedInject["effects"],
  minute: number,
  minutes: number,
): Result {
  const [result, setResult] = useState<Result>(null);
  const key = JSON.stringify(effects);
  const { seed } = plan;
  const variant = scene.variant.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: effects are compared by what they say
  useEffect(() => {
    setResult(null);
    if (effects.length === 0) return;
    const { ask, close } = helper();
    let gone = false;
    const { header } = newRun(program, { id: "dry-run", seed, clock: "team", author: "dry-run", variant });
    ask("tryInject", { program, header, at: minute * 60, effects, minutes }).then(
      (run) => !gone && setResult({ run }),
      (error: unknown) => !gone && setResult({ failure: messageOf(error) }),
    );
    return () => {
      gone = true;
      close();
    };
  }, [program, seed, variant, key, minute, minutes]);
  return result;
}

/** Whether nobody would see a difference between two curves. */
function alike({ with: withIt, without }: DryRun["failed"]): boolean {
  const visible = Math.max(0.05, Math.max(0, ...without) * 0.01);
  return withIt.every((value, index) => Math.abs(value - (without[index] ?? 0)) < visible);
}

function Outcome({ run, scene: { system } }: { run: DryRun; scene: Scene }) {
  const { from, step, failed, harm, alerts, said } = run;
  const x = failed.with.map((_, index) => from + (index + 1) * step);
  const isSame = alike(failed);
  return (
    <>
      <TimeSeries
        title="Failed requests"
        unit="/s"
        x={x}
        startsAt={system.startOfDay}
        series={[
          { label: "with it", values: failed.with },
          { label: "without", values: failed.without },
        ]}
      />
      {!alike(harm) && (
        <TimeSeries
          title="Harm, as scores count it"
          unit="/s"
          x={x}
          startsAt={system.startOfDay}
          series={[
            { label: "with it", values: harm.with },
            { label: "without", values: harm.without },
          ]}
        />
      )}
      <ul className={css.findings}>
        {isSame && (
          <li>
            {alike(harm)
              ? "Customers notice nothing of it: nothing more fails, is delayed or lost."
              : "No more requests fail, but some are delayed or lost."}
          </li>
        )}
        {alerts.added.length > 0 && <li>Goes off only with it: {alerts.added.join("; ")}.</li>}
        {alerts.missing.length > 0 && <li>Does not go off with it: {alerts.missing.join("; ")}.</li>}
        {said.map(({ second, from: who, audience, text }) => (
          <li key={`${second} ${who} ${text}`}>
            <time>{clockText(system.startOfDay + second)}</time> {who},{" "}
            {AUDIENCE_WORDS[audience as keyof typeof AUDIENCE_WORDS]?.place ?? audience}: “{text}”
          </li>
        ))}
      </ul>
    </>
  );
}
