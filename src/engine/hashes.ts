import type { Program } from "#domain/drill";
import { hashState } from "./hash";
import { replay } from "./replay";
import { decodeRun } from "./serialise";

/**
 * Fingerprints of a run at every second from T+0 to its horizon, one per line. Takes and returns text, so that the same
 * bundle can be asked in any engine. Throws a RangeError for what is not a run.
 */
export function hashEverySecond(programJson: string, runJson: string): string {
  const program = JSON.parse(programJson) as Program;
  const run = decodeRun(JSON.parse(runJson));
  if (!run.ok) throw new RangeError(`${run.error.path} ${run.error.message}`);
  const lines: string[] = [];
  replay(program, run.value, undefined, (state) => lines.push(hashState(state)));
  return lines.join("\n");
}
