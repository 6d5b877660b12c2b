import type { ActRequest } from "#domain/actions";
import type { Command, Refusal } from "#domain/commands";
import type { NodeId } from "#domain/ids";
import type { Look } from "#domain/telemetry";
import { refuse } from "../commands/names";
import type { DrillState } from "../state";
import { nodesOfAction, nodesOfLook } from "./about";
import type { Right } from "./rights";
import { seatOf } from "./seats";
import { type Standing, standingOf } from "./standing";
import type { TeamStory } from "./story";

const rightOf = (command: Command): Right => (command.kind === "team" ? `team.${command.args.do}` : command.kind);

/** Who may do something at present, by name. */
function whoMay(state: DrillState, team: TeamStory, test: (standing: Standing) => boolean): string {
  const names = team.seats.filter((seat) => seat.isHere && test(standingOf(state, team, seat.id))).map((s) => s.name);
  return names.length === 0 ? "nobody here" : names.slice(0, 10).join(", ");
}

/** Why a seat may not give a command, as far as roles and services decide it; null when it may. */
export function checkRights(state: DrillState, team: TeamStory, command: Command): Refusal | null {
  const seat = seatOf(team, command.role);
  // Somebody who takes a seat of their own has none yet.
  if (seat === undefined) return null;
  const standing = standingOf(state, team, seat.id);
  const isOver = state.story.phase === "ended";
  const right = rightOf(command);
  // Something real does not wait for whether the exercise lets somebody be reached.
  if (right === "team.stop" && !isOver) return null;
  if (standing.awaySince !== null && !isOver) {
    return refuse("seat.unreachable", `${seat.name} cannot be reached at present.`);
  }
  if (!seat.isHere && right !== "team.return" && right !== "team.join") {
    return refuse("seat.not-here", `${seat.name} is not here.`, "return first");
  }
  if (!standing.may.includes(right)) {
    if (isOver) return refuse("run.ended", "The run is over.", standing.may.join(", "));
    const who = whoMay(state, team, ({ may }) => may.includes(right));
    return refuse("right.not-yours", `That is not for ${seat.name} to do.`, who);
  }
  return checkObject(state, team, standing, command);
}

/** What a command is about must be this seat's business too. */
function checkObject(state: DrillState, team: TeamStory, standing: Standing, command: Command): Refusal | null {
  switch (command.kind) {
    case "look":
      return checkSeatLook(state, team, standing, command.args);
    case "act":
      return checkService(state, team, standing, command.args);
    case "interrupt": {
      const operation = state.world.operations.find(({ id }) => id === command.args.operation);
      return operation === undefined ? null : checkService(state, team, standing, operation.request);
    }
    case "say": {
      const { audience } = command.args;
      if (standing.speaks.includes(audience)) return checkCount(state, standing.id);
      const who = whoMay(state, team, ({ speaks }) => speaks.includes(audience));
      if (audience !== "customers") return refuse("audience.not-yours", "Others speak to this audience.", who);
      return refuse("audience.not-yours", "The status page takes what was drafted and approved.", "a draft");
    }
    case "answer": {
      const request = state.scene.requests.find(({ id }) => id === command.args.request);
      if (request === undefined || standing.answers.includes(request.audience)) return null;
      const who = whoMay(state, team, ({ answers }) => answers.includes(request.audience));
      return refuse("audience.not-yours", "Others answer that.", who);
    }
    default:
      return null;
  }
}

/** Messages of one seat: whoever floods the channels does not stop the story, which has room for so many (`budget.ts`). */
const MOST_SAID = 500;

function checkCount(state: DrillState, seat: string): Refusal | null {
  const said = state.messages.reduce((sum, { kind, from }) => (kind === "player" && from === seat ? sum + 1 : sum), 0);
  if (said < MOST_SAID) return null;
  return refuse("say.too-many", "More than that nobody reads.", `at most ${MOST_SAID} messages of a seat`);
}

/** Why a seat cannot act on what a request is about; null when all of it is among its services. */
export function checkService(
  state: DrillState,
  team: TeamStory,
  standing: Standing,
  request: ActRequest,
): Refusal | null {
  const foreign = nodesOfAction(state, request).find(
    (node) => isNode(state, node) && !standing.services.includes(node),
  );
  if (foreign === undefined) return null;
  const who = whoMay(state, team, ({ services, may }) => may.includes("act") && services.includes(foreign));
  return refuse("service.not-yours", `${labelOf(state, foreign)} is not your service.`, who);
}

const isNode = (state: DrillState, id: NodeId) => state.scene.system.nodes.some((node) => node.id === id);
const labelOf = (state: DrillState, id: NodeId) => state.scene.system.nodes.find((node) => node.id === id)?.label ?? id;

/** Why a seat cannot look at something: no panel of its roles, a tool that is down, another's service, or out of reach. */
export function checkSeatLook(state: DrillState, team: TeamStory, standing: Standing, look: Look): Refusal | null {
  if (standing.awaySince !== null)
    return refuse("seat.unreachable", "You cannot be reached at present, and see nothing.");
  if (!standing.panels.includes(look.panel)) {
    const who = whoMay(state, team, ({ panels }) => panels.includes(look.panel));
    return refuse("panel.not-yours", "Your role does not look at this.", who);
  }
  const down = team.down.find(({ panel }) => panel === look.panel);
  if (down !== undefined && !standing.roles.includes("facilitator")) {
    const others = standing.panels.filter((panel) => !team.down.some((each) => each.panel === panel));
    return refuse("panel.down", "This tool does not load at present.", others.join(", "));
  }
  const { sees } = standing;
  if (sees === null) return null;
  const foreign = nodesOfLook(state, look).find(
    (node) => node === null || (isNode(state, node) && !sees.includes(node)),
  );
  if (foreign === undefined) return null;
  const what =
    foreign === null ? "That is everybody's services at once." : `${labelOf(state, foreign)} is not your service.`;
  return refuse("service.not-yours", what, sees.join(", "));
}
