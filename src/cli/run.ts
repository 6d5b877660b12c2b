import { hint, readArgs, UsageError, usageOf } from "./args";
import { forgetPrograms } from "./drills";
import { Failure, type Io, type Verb } from "./io";
import { accuracy } from "./verbs/accuracy";
import { calibrate } from "./verbs/calibrate";
import { check } from "./verbs/check";
import { coverage } from "./verbs/coverage";
import { explore } from "./verbs/explore";
import { list } from "./verbs/list";
import { newDrill } from "./verbs/new";
import { play } from "./verbs/play";
import { read } from "./verbs/read";
import { replay } from "./verbs/replay";
import { rubric } from "./verbs/rubric";
import { schema } from "./verbs/schema";
import { simulate } from "./verbs/simulate";
import { strays } from "./verbs/strays";
import { trust } from "./verbs/trust";

export const VERBS: readonly Verb[] = [
  list,
  newDrill,
  check,
  play,
  replay,
  explore,
  calibrate,
  simulate,
  coverage,
  rubric,
  read,
  accuracy,
  strays,
  trust,
  schema,
];

function help(io: Io, verb: Verb | undefined): void {
  if (verb === undefined) {
    io.out("meantime <verb>, the same engine without a screen:\n");
    for (const v of VERBS) io.out(`  ${usageOf(v)}\n      ${v.summary}`);
    return;
  }
  io.out(`${usageOf(verb)}\n${verb.summary}`);
  for (const [name, flag] of Object.entries(verb.flags))
    io.out(`  --${`${name} ${flag.value}`.trim().padEnd(20)} ${flag.help}`);
}

/** Runs one command line. 0 well, 1 something is wrong, 2 it could not be understood. */
export async function runCli(argv: readonly string[], io: Io): Promise<number> {
  const [name = "", ...rest] = argv;
  const verb = VERBS.find((v) => v.name === name);
  const wantsHelp = rest.includes("--help") || name === "help" || name === "--help";
  if (wantsHelp) {
    help(io, verb ?? VERBS.find((v) => v.name === rest[0]));
    return 0;
  }
  forgetPrograms();
  try {
    if (verb === undefined) {
      const known = VERBS.map((v) => v.name);
      throw new UsageError(
        name === "" ? `a verb is wanted: ${known.join(", ")}` : `there is no verb "${name}"; ${hint(name, known)}`,
      );
    }
    return await verb.run(readArgs(verb, rest), io);
  } catch (error) {
    if (error instanceof UsageError) {
      io.err(error.message);
      if (verb !== undefined) io.err(`usage: ${usageOf(verb)}`);
      return 2;
    }
    if (error instanceof Failure) {
      io.err(error.message);
      return 1;
    }
    throw error;
  }
}
