import type { TerminalResult } from "#domain/telemetry";
import { nearest } from "#lib/nearest";
import type { WorldReading } from "../../contract";
import { openssl } from "./credentials";
import { curl } from "./curl";
import { git } from "./git";
import { help, man } from "./help";
import { date, df, dig, free, top, uptime } from "./host";
import { kubectl } from "./kubectl";
import { FILTERS, WITHOUT_INPUT } from "./pipes";
import { psql } from "./psql";
import { redisCli } from "./redis";
import { type Answer, fail, type Program, print, splitLine } from "./shell";

export { completeLine } from "./complete";

/** Lines and letters that are shown at most; more is cut off and said. */
const MOST_LINES = 400;
const MOST_LETTERS = 60_000;

const PROGRAMS: Readonly<Record<string, Program>> = {
  kubectl,
  k: kubectl,
  psql,
  curl,
  "redis-cli": redisCli,
  git,
  dig,
  nslookup: dig,
  host: dig,
  openssl,
  df,
  uptime,
  free,
  top,
  htop: top,
  date,
  help,
  man,
  whoami: () => print("oncall"),
  pwd: () => print("/home/oncall"),
  ls: () => print(""),
  echo: (_, words) => print(words.join(" ")),
  true: () => print(""),
  // The screen does these; where there is none they have nothing to say.
  clear: () => print(""),
  history: () => print(""),
  ...Object.fromEntries(Object.keys(FILTERS).map((name) => [name, WITHOUT_INPUT])),
};

const EXPLAINED: Readonly<Record<string, string>> = {
  ssh: "machines are not entered; kubectl exec POD -- COMMAND reaches a container",
  sudo: "no root on this host, and none needed",
  vim: "there is no editor on this host",
  vi: "there is no editor on this host",
  nano: "there is no editor on this host",
  helm: "releases come through Git and its controller: git log, kubectl rollout",
  docker: "containers run in the clusters: kubectl",
  ping: "ICMP is closed here; curl -I asks whether something answers",
  tail: "pipe something into it: kubectl logs deploy/SERVICE | tail",
  watch: "repeat the command, or look at the board",
  mysql: "databases here are PostgreSQL: psql",
  systemctl: "services run in the clusters: kubectl get pods",
  journalctl: "logs are in the clusters: kubectl logs deploy/SERVICE",
  aws: "the cloud console is closed to the on-call account; the panel Actions has what may be done",
  gcloud: "the cloud console is closed to the on-call account; the panel Actions has what may be done",
};

/** Answers one line, its pipe included. */
function answer(w: WorldReading, line: string, now: number): Answer {
  const split = splitLine(line);
  if (!split.ok) return fail(`bash: ${split.problem}`, 2);
  const [first = [], ...filters] = split.stages;
  const [name, ...words] = first;
  if (name === undefined || name.startsWith("#")) return print("");
  const bad = filters.find(([tool = ""]) => !Object.hasOwn(FILTERS, tool));
  if (bad !== undefined) return notFound(bad[0] ?? "", Object.keys(FILTERS));
  const program = Object.hasOwn(PROGRAMS, name) ? PROGRAMS[name] : undefined;
  if (program === undefined) return notFound(name, Object.keys(PROGRAMS));
  let result = program({ w, now }, words, filters[0] ?? []);
  // What asks for an action is not piped anywhere: it has printed nothing yet.
  if (result.act !== undefined) return result;
  for (const [tool = "", ...rest] of filters) {
    const next = FILTERS[tool]?.(result.output, rest) ?? result;
    // What a filter leaves nothing of has not been shown.
    result = { ...next, shows: next.output === "" ? [] : (result.shows ?? []) };
  }
  return result;
}

function notFound(name: string, known: readonly string[]): Answer {
  const why = Object.hasOwn(EXPLAINED, name) ? EXPLAINED[name] : undefined;
  if (why !== undefined) return fail(`bash: ${name}: command not found (${why})`, 127);
  const near = nearest(name, known);
  return fail(
    `bash: ${name}: command not found${near === undefined ? ". Try: help" : `. Did you mean: ${near}?`}`,
    127,
  );
}

/**
 * What a line typed into the terminal prints at second `now`: text, exit code, and the action it asks for, if any (then the output is
 * what the tool prints once that has been accepted). Pure; derived from what the panels show, with their delays.
 */
export function terminal(w: WorldReading, line: string, now: number): TerminalResult {
  const { output, exit, act = null, shows = [] } = answer(w, line, now);
  const lines = output.split("\n");
  const short =
    lines.length > MOST_LINES
      ? [...lines.slice(0, MOST_LINES), `… ${lines.length - MOST_LINES} more lines; pipe it into grep or head`]
      : lines;
  return { line, output: short.join("\n").slice(0, MOST_LETTERS), exit, act, shows };
}

export const PROGRAM_NAMES: readonly string[] = Object.keys(PROGRAMS).filter((name) => name.length > 1);
