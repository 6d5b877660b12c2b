import type { Command, CommandKind, Refusal } from "#domain/commands";
import type { DrillState } from "../state";
import { act, interrupt } from "./act";
import { ack, silence } from "./alerts";
import { end, hint, pause, resolve, severity, task } from "./command";
import { lookAt } from "./look";
import { followup, hypothesis, note, pin, unpin } from "./notebook";
import { answer, say } from "./talk";
import { team } from "./team";

/** What carries out a command: null when it was accepted; a refusal when nothing has changed. */
type Handlers = {
  readonly [K in CommandKind]: (state: DrillState, command: Extract<Command, { kind: K }>) => Refusal | null;
};

export const COMMANDS: Handlers = {
  ack,
  look: lookAt,
  act,
  interrupt,
  say,
  answer,
  severity,
  silence,
  hypothesis,
  pin,
  unpin,
  note,
  task,
  followup,
  resolve,
  hint,
  pause,
  team,
  end,
};
