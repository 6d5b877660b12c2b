import { type ReactNode, useEffect, useState } from "react";
import type { Stage } from "#debrief/index";
import { duration } from "#lib/format";
import { messageOf } from "#lib/message";
import { beside } from "../../beside/index";
import { ErrorState, Loading } from "../../kit/State";
import { STAGE_WORDS } from "../debrief/words";
import { At } from "./At";
import type { Side } from "./load";
import { PairTable } from "./PairTable";

type Stages = readonly [readonly Stage[], readonly Stage[]];

/** How long each stage took in both; what never came says why. */
export function StageTable({ sides }: { sides: readonly [Side, Side] }) {
  const [stages, setStages] = useState<Stages>();
  const [failure, setFailure] = useState<string | null>(null);
  const [a, b] = sides;
  useEffect(() => {
    let gone = false;
    beside("stages", { program: a.debrief.program, a: a.told.run, b: b.told.run }).then(
      (found) => !gone && setStages(found),
      (error: unknown) => !gone && setFailure(messageOf(error)),
    );
    return () => {
      gone = true;
    };
  }, [a, b]);
  if (failure !== null) return <ErrorState title="The stages cannot be told">{failure}</ErrorState>;
  if (stages === undefined) return <Loading label="Timing the stages" lines={7} />;
  const [left, right] = stages;
  const cell = (stage: Stage | undefined, side: Side): ReactNode => {
    if (stage === undefined) return "–";
    if (stage.to === null || stage.seconds === null) return stage.note;
    return (
      <>
        {duration(stage.seconds)}, until <At place={side.place} second={stage.to} />
      </>
    );
  };
  return (
    <PairTable
      label="Stage times"
      what="Stage"
      a="A"
      b="B"
      rows={left.map((stage) => ({
        id: stage.id,
        what: STAGE_WORDS[stage.id],
        a: cell(stage, a),
        b: cell(
          right.find(({ id }) => id === stage.id),
          b,
        ),
      }))}
    />
  );
}
