import type { TerminalResult } from "#domain/telemetry";
import type { WorldReading } from "../../contract";

/** Answers a command line as the shell of an on-call engineer would. */
export function terminal(_w: WorldReading, line: string, _now: number): TerminalResult {
  return { line, output: "", exit: 0, act: null, shows: [] };
}
