import { Download, FolderOpen } from "lucide-react";
import { useEffect, useState } from "react";
import type { Run } from "#domain/run";
import { messageOf } from "#lib/message";
import { compareTeams, type TeamResult } from "#modes/gameday/compare";
import type { Report } from "#modes/gameday/report";
import { Button } from "../../../kit/Button";
import { FileButton } from "../../../kit/FileButton";
import { Callout, Loading } from "../../../kit/State";
import { saveRunFile } from "../../../runFile";
import { useServices } from "../../../services";
import { useOpenRoom, useTeam } from "../../../team/context";
import css from "./after.module.css";
import { Comparison } from "./Comparison";
import { othersHere, resultOf, runInFile, teamName } from "./others";
import type { Told } from "./told";

/** Other teams that played the same drill, variant and seed: those of this browser, and those in files that are opened. */
export function Teams({ told, report }: { told: Told; report: Report }) {
  const services = useServices();
  const { setup } = useOpenRoom();
  const { header } = told.run;
  const [others, setOthers] = useState<readonly TeamResult[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const isKept = useTeam(({ end }) => end === "kept");
  const fail = (error: unknown) => setProblem(`This team's run was not saved: ${messageOf(error)}`);
  useEffect(() => {
    let isGone = false;
    const find = async () => {
      const found = await othersHere(told.run.header, services);
      const results: TeamResult[] = [];
      for (const run of found) results.push(await resultOf(told.program, run, services));
      if (!isGone) setOthers(results);
    };
    find().catch((error: unknown) => {
      if (isGone) return;
      setOthers([]);
      setProblem(messageOf(error));
    });
    return () => {
      isGone = true;
    };
  }, [told, services]);
  const own: TeamResult = {
    name: teamName(setup.title, report),
    header,
    report,
    impact: told.frozen.scorecard.impact,
  };
  const add = async (run: Run) => {
    if (run.header.id === header.id || others?.some((each) => each.header.id === run.header.id)) {
      throw new Error("This run is in the comparison already.");
    }
    // Refused before it is retold: another drill cannot be replayed with this one's program.
    const tried = compareTeams([own, { ...own, name: "That team", header: run.header }]);
    if (!tried.ok) throw new Error(tried.error);
    const result = await resultOf(told.program, run, services);
    setOthers((before) => [...(before ?? []), result]);
  };
  const open = async (files: readonly File[]) => {
    setProblem(null);
    for (const file of files) {
      try {
        await add(await runInFile(await file.text()));
      } catch (error) {
        setProblem(`${file.name}: ${messageOf(error)}`);
      }
    }
  };
  const compared = others === null || others.length === 0 ? null : compareTeams([own, ...others]);
  return (
    <div className={css.teams}>
      {problem !== null && <Callout tone="warn" title={problem} />}
      {others === null && <Loading label="Looking for other teams" lines={2} />}
      {others?.length === 0 && (
        <p className={css.quiet}>
          No other team's run of this drill, variant and seed ({header.seed}) is in this browser. Another team saves its
          run on this page of theirs, and it is opened here.
        </p>
      )}
      {compared !== null && !compared.ok && <Callout tone="warn" title={compared.error} />}
      {compared?.ok === true && <Comparison compared={compared.value} />}
      <div className={css.buttons}>
        <FileButton
          label="Runs of other teams"
          accept=".json,application/json"
          multiple
          icon={<FolderOpen />}
          onFile={(_, all) => void open(all)}
        >
          Open another team's run
        </FileButton>
        {isKept && (
          <Button
            kind="quiet"
            icon={<Download />}
            onClick={() => void saveRunFile(services, header, setup.title).catch(fail)}
          >
            Save this team's run
          </Button>
        )}
      </div>
    </div>
  );
}
