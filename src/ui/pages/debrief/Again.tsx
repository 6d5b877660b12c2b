import { useState } from "react";
import { encodeRun } from "#engine/index";
import { download } from "../../download";
import { Button } from "../../kit/Button";
import { ErrorState } from "../../kit/State";
import { useServices } from "../../services";
import { startRun } from "../../starting";
import css from "./debrief.module.css";
import type { Debrief } from "./load";

/** What one may do with a finished run: play it again, keep it. */
export function Again({ debrief: { run, program } }: { debrief: Debrief }) {
  const services = useServices();
  const { header } = run;
  const [busy, setBusy] = useState<"same" | "new" | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const again = (kind: "same" | "new") => {
    setBusy(kind);
    setFailure(null);
    const seed = kind === "same" ? { seed: header.seed } : {};
    startRun(services, { slug: header.drill, clock: header.clock, ...seed }).catch((error: unknown) => {
      setBusy(null);
      setFailure(error instanceof Error ? error.message : String(error));
    });
  };
  return (
    <>
      <div className={css.again}>
        <Button kind="primary" busy={busy === "new"} onClick={() => again("new")}>
          Play it again, differently
        </Button>
        <Button busy={busy === "same"} onClick={() => again("same")}>
          Play the same again
        </Button>
        <Button
          kind="quiet"
          onClick={() => download(`meantime-${header.code}-${header.id}.json`, JSON.stringify(encodeRun(run)))}
        >
          Save this run as a file
        </Button>
      </div>
      <p className={css.note}>
        {program.card.variants > 1
          ? `Differently: a new seed, and one of ${program.card.variants} ways the incident can be. The same: seed ${header.seed} once more.`
          : `The same: seed ${header.seed} once more.`}
      </p>
      {failure !== null && <ErrorState title="It could not be started">{failure}</ErrorState>}
    </>
  );
}
