import { useEffect, useMemo, useState } from "react";
import { useServices } from "../../../services";
import { type IncidentOutcomes, incidentsOf, loadIncidents } from "./result";
import type { RoundInterview } from "./round";

/** What the incident rounds of an interview came to, as far as that is known. */
export interface Incidents {
  /** The rounds that there are. */
  readonly rounds: readonly number[];
  /** By round; empty while they are scored. */
  readonly outcomes: IncidentOutcomes;
  readonly again: () => void;
}

const NONE: IncidentOutcomes = new Map();

/** Scores the incident rounds of an interview, once they are to be seen. What is over does not change. */
export function useIncidents(interview: RoundInterview, isWanted: boolean): Incidents {
  const services = useServices();
  const [outcomes, setOutcomes] = useState(NONE);
  const [attempt, setAttempt] = useState(0);
  const rounds = useMemo(() => incidentsOf(interview), [interview]);
  const { id } = interview.header;
  const key = isWanted ? rounds.join() : "";
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is over does not change, whatever is said of it later
  useEffect(() => {
    if (key === "") return;
    let gone = false;
    setOutcomes(NONE);
    void loadIncidents(interview, services).then((found) => {
      if (!gone) setOutcomes(found);
    });
    return () => {
      gone = true;
    };
  }, [id, key, services, attempt]);
  return { rounds, outcomes, again: () => setAttempt(attempt + 1) };
}
