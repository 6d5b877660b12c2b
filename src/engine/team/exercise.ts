import type { Command, Refusal } from "#domain/commands";
import { type InjectEffect, type TeamDeed, WHOLE_EXERCISE } from "#domain/team";
import { PANEL_IDS, type PanelId } from "#domain/telemetry";
import { beginFront, checkFront, runPlan } from "#world/index";
import { refuse, requireName, unknown } from "../commands/names";
import { type DrillState, post, record } from "../state";
import { leave } from "../tick";
import { used } from "./command";
import { presentSeat } from "./seats";
import type { TeamStory } from "./story";

type Of<D extends TeamDeed["do"]> = Extract<TeamDeed, { do: D }>;

const MOST_INJECTS = 200;

/** The clock, for the record: said by the device that drives it. */
export function clock(state: DrillState, team: TeamStory, deed: Of<"clock">, command: Command): Refusal | null {
  const { holder } = team.clock;
  if (command.author !== holder) {
    const names = team.seats.filter(({ device }) => device === holder).map(({ name }) => name);
    return refuse("clock.not-yours", "Another device drives the clock.", names[0] ?? "take it over first");
  }
  team.clock = { ...team.clock, state: deed.state, tempo: deed.tempo };
  if (deed.state === "running") team.ranSince ??= state.now;
  return null;
}

/** A real incident ends the exercise for everybody, whoever says so. */
export function stop(state: DrillState, team: TeamStory, command: Command): null {
  team.clock = { ...team.clock, state: "stopped" };
  leave(state, command.role);
  return null;
}

/** This device drives the clock from here on. */
export function hold(team: TeamStory, command: Command): Refusal | null {
  if (team.clock.holder === command.author) return refuse("clock.yours", "This device drives the clock already.");
  team.clock = { ...team.clock, holder: command.author };
  return null;
}

/** Carries an inject out: all its effects at once, or none where one of them is not possible. One without any is said aloud, and only recorded. */
export function inject(state: DrillState, team: TeamStory, deed: Of<"inject">, command: Command): Refusal | null {
  const { injects } = team.index;
  if (injects.includes(deed.inject)) return used("inject", deed.inject);
  if (injects.length >= MOST_INJECTS) return refuse("inject.too-many", `There were ${MOST_INJECTS} injects already.`);
  for (const effect of deed.effects) {
    const refusal = checkEffect(state, team, effect);
    if (refusal !== null) return refusal;
  }
  const fronts = deed.effects.filter(({ kind }) => kind === "front").length;
  const tooMany = fronts > 1 ? checkFront(state.world, null, fronts) : null;
  if (tooMany !== null) return tooMany;
  team.index = { ...team.index, injects: [...injects, deed.inject] };
  for (const effect of deed.effects) carryOut(state, team, effect, deed.inject, command.role);
  return null;
}

function checkEffect(state: DrillState, team: TeamStory, effect: InjectEffect): Refusal | null {
  const { scene, world } = state;
  switch (effect.kind) {
    case "remark": {
      if (effect.text.trim() === "") return refuse("say.empty", "There is nothing to say yet.");
      const people = scene.people.map(({ id }) => id);
      return requireName("person", effect.from, people);
    }
    case "plan": {
      const plans = scene.system.plans.map(({ id }) => id);
      const due = plans.filter((id) => world.plan(id) === "due");
      if (!plans.includes(effect.plan)) return unknown("plan", effect.plan, due);
      return due.includes(effect.plan)
        ? null
        : refuse("plan.over", "This has happened or was stopped.", due.join(", "));
    }
    case "front":
      return checkMinutes(effect.minutes) ?? checkFront(world, effect, 1);
    case "panel-down":
      return checkMinutes(effect.minutes) ?? requireName("panel", effect.panel, PANEL_IDS);
    case "unreachable": {
      const seat = presentSeat(team, effect.seat);
      if (!("isHere" in seat)) return seat;
      if (seat.roles.includes("facilitator")) {
        return refuse("seat.facilitates", "The facilitator can always be reached.", "another seat");
      }
      return checkMinutes(effect.minutes);
    }
  }
}

const checkMinutes = (minutes: number): Refusal | null =>
  minutes > 0 ? null : refuse("inject.minutes", "It has to last for some time.", "more than 0 minutes");

function carryOut(state: DrillState, team: TeamStory, effect: InjectEffect, id: string, by: string): void {
  const seconds = "minutes" in effect ? Math.max(1, Math.round(effect.minutes * 60)) : 0;
  const until = state.now + seconds;
  switch (effect.kind) {
    case "remark": {
      const { from, audience, interrupts } = effect;
      post(state, { audience, from, kind: "person", text: effect.text.trim(), request: null });
      record(state, "remark", from, { remark: id, from, audience, interrupts });
      break;
    }
    case "plan":
      runPlan(state.world, effect.plan, by);
      break;
    case "front":
      beginFront(state.world, { ...effect, seconds });
      break;
    case "panel-down": {
      const panel = effect.panel as PanelId;
      team.down = [...team.down.filter((each) => each.panel !== panel), { panel, until }];
      break;
    }
    case "unreachable": {
      const before = team.unreachable.find(({ seat }) => seat === effect.seat);
      const others = team.unreachable.filter(({ seat }) => seat !== effect.seat);
      team.unreachable = [...others, { seat: effect.seat, since: before?.since ?? state.now, until }];
      break;
    }
  }
}

/** What is expected of the team about an inject that happened, or what somebody saw of it: both name that inject, or the exercise. */
export function watch(team: TeamStory, deed: Of<"expect" | "tick">): Refusal | null {
  return deed.inject === WHOLE_EXERCISE ? null : requireName("inject", deed.inject, team.index.injects);
}
