import type { CommandBody } from "#domain/commands";
import type { Scene } from "#domain/drill";

/** Seconds a look takes an experienced engineer when the drill does not say otherwise. */
const LOOK_SECONDS = {
  board: 15,
  logs: 25,
  traces: 15,
  trace: 25,
  deploys: 12,
  deploy: 30,
  config: 25,
  map: 10,
  probe: 20,
  dump: 40,
  explore: 25,
  database: 20,
  runtime: 25,
  terminal: 15,
  alerts: 10,
  runbook: 25,
} as const;

/** Words a minute somebody types under pressure, and seconds it takes to decide on anything. */
const TYPING_WORDS_PER_MINUTE = 40;
const DECIDING = 6;

/** Simulated seconds a command costs its author in untimed mode: reading, typing or deciding. */
export function costOf(command: CommandBody, scene: Scene): number {
  switch (command.kind) {
    case "look":
      return scene.lookSeconds[command.args.panel] ?? LOOK_SECONDS[command.args.panel];
    case "say":
    case "note":
      return DECIDING + Math.ceil((command.args.text.split(/\s+/).length * 60) / TYPING_WORDS_PER_MINUTE);
    case "act":
    case "answer":
    case "task":
    case "hypothesis":
    case "followup":
      return DECIDING * 2;
    case "pause":
    case "end":
    case "hint":
      return 0;
    default:
      return DECIDING;
  }
}
