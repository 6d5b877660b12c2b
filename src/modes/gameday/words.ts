import type { Audience } from "#domain/commands";
import type { InjectCondition, InjectTime } from "#domain/exercise";
import type { Deed, InjectEffect, Seat, TeamRole, Tempo } from "#domain/team";
import { duration, fixed } from "#lib/format";

const ROLES: Readonly<Record<TeamRole, string>> = {
  facilitator: "facilitator",
  commander: "incident commander",
  deputy: "deputy",
  resolver: "resolver",
  communications: "communications",
  scribe: "scribe",
  observer: "observer",
};

/** A role inside a sentence: "incident commander". */
export const roleName = (role: TeamRole): string => ROLES[role];

const AUDIENCE: Readonly<Record<Audience, string>> = {
  incident: "the incident channel",
  customers: "customers",
  executives: "executives",
  support: "support",
};

/** An audience inside a sentence: "the incident channel". */
export const audienceName = (audience: Audience): string => AUDIENCE[audience];

const minutes = (n: number): string => duration(Math.round(n * 60));

/** How fast simulated time passes, as an adverbial: "in real time". */
export const tempoText = (tempo: Tempo): string => (tempo === 1 ? "in real time" : `${tempo} times as fast`);

/** What an effect does, as a clause: "Ana cannot be reached for 5 min". `nameOf` gives the names of people, nodes and seats. */
export function effectText(effect: InjectEffect, nameOf: (id: string) => string): string {
  switch (effect.kind) {
    case "remark":
      return `${nameOf(effect.from)} to ${audienceName(effect.audience)}: “${effect.text}”`;
    case "plan":
      return `the planned change ${nameOf(effect.plan)} is carried out`;
    case "front": {
      const how =
        effect.symptom === "down"
          ? "is down"
          : effect.symptom === "slow"
            ? `takes ${fixed(effect.amount, effect.amount % 1 === 0 ? 0 : 1)} times as long`
            : `fails ${fixed(effect.amount * 100, 0)} % of its calls`;
      return `${nameOf(effect.node)} ${how} for ${minutes(effect.minutes)}`;
    }
    case "panel-down":
      return `the panel ${effect.panel} does not load for ${minutes(effect.minutes)}`;
    case "unreachable": {
      const who = effect.seat.startsWith("@") ? `whoever is ${effect.seat.slice(1)}` : nameOf(effect.seat);
      return `${who} cannot be reached for ${minutes(effect.minutes)}`;
    }
  }
}

/** What an inject waits for, as a clause: "nothing was said to customers for 10 min". */
export function conditionText(condition: InjectCondition, nameOf: (id: string) => string): string {
  switch (condition.is) {
    case "acknowledged":
      return `the page was acknowledged ${minutes(condition.minutes)} ago`;
    case "severity":
      return `severity ${condition.level} or graver was declared`;
    case "impact":
      return `${condition.side === "above" ? "more" : "fewer"} than ${fixed(condition.perSecond, condition.perSecond % 1 === 0 ? 0 : 1)} requests fail per second`;
    case "silence":
      return `nothing was said to ${audienceName(condition.audience)} for ${minutes(condition.minutes)}`;
    case "fact":
      return `it is known that: ${nameOf(condition.fact)}`;
    case "action":
      return `${nameOf(condition.action)} was carried out${condition.node === null ? "" : ` on ${nameOf(condition.node)}`}`;
    case "hypothesis":
      return condition.state === "right" ? "the right cause is suspected" : "a hypothesis is favoured";
    case "phase":
      return condition.phase === "live" ? "the page went off" : `the incident was ${condition.phase}`;
    case "tasks-acknowledged":
      return "every open task was acknowledged";
    case "stuck":
      return `nothing new for ${minutes(condition.minutes)}`;
  }
}

/** When an inject happens, as a clause. */
export function timeText(when: InjectTime, nameOf: (id: string) => string): string {
  if (when.kind === "hand") return "by hand";
  if (when.kind === "condition") return `once ${conditionText(when.condition, nameOf)}`;
  const since = when.since === "ack" ? "after the acknowledgement" : "after the beginning";
  return `${duration(when.seconds)} ${since}`;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** What somebody did, as a sentence without its end: "Ana handed the role of incident commander to Bo". Empty where it needs no words. */
export function deedText({ seat, deed }: Deed, seats: readonly Seat[], people: readonly Named[] = []): string {
  const name = (id: string) =>
    seats.find((each) => each.id === id)?.name ?? people.find((each) => each.id === id)?.name ?? id;
  const who = name(seat);
  switch (deed.do) {
    case "join":
      return `${deed.name} took a seat`;
    case "seat":
      return `${who} made ${deed.name} ${deed.roles.length === 0 ? "a seat without a role" : deed.roles.map(roleName).join(", ")}`;
    case "ready":
      return deed.ready ? `${who} is ready` : `${who} is not ready`;
    case "leave":
      return deed.seat === seat ? `${who} dropped out` : `${who} said that ${name(deed.seat)} dropped out`;
    case "return":
      return deed.seat === seat ? `${who} came back` : `${who} said that ${name(deed.seat)} came back`;
    case "handover":
      return deed.from === seat
        ? `${who} handed the role of ${roleName(deed.role)} to ${name(deed.to)}`
        : `${who} gave the role of ${roleName(deed.role)} from ${name(deed.from)} to ${name(deed.to)}`;
    case "stop":
      return `STOP, real incident: ${who} ended the exercise${said(deed.reason)}`;
    case "clock":
      return clockText(deed, who);
    case "hold":
      return `${who} took over the clock`;
    case "inject":
      return `Inject: ${deed.title}`;
    case "scores":
      return deed.shown ? `${who} turned scores on` : `${who} turned scores off`;
    case "assign":
      return `${who} gave ${name(deed.to)} a task: ${deed.text}${deed.minutes === null ? "" : ` (${minutes(deed.minutes)})`}`;
    case "progress":
      return `${who} ${deed.state === "done" ? "finished" : deed.state} a task${said(deed.text)}`;
    case "hand-on":
      return `${who} handed a task on to ${name(deed.to)}`;
    case "poll":
      return `${who} asked: ${deed.question}`;
    case "vote":
      return `${who} voted${said(deed.text)}`;
    case "close-poll":
      return `${who} closed a poll`;
    case "decide":
      return `${who} decided: ${deed.text}${deed.by.trim() === "" ? "" : ` (${name(deed.by)} carries it out)`}`;
    case "timer":
      return deed.minutes <= 0
        ? `${who} took a timer away: ${deed.label}`
        : `${who} set a timer of ${minutes(deed.minutes)}: ${deed.label}`;
    case "entry":
      return deed.text.trim() === "" ? `${who} struck an entry out` : `${who} wrote: ${deed.text}`;
    case "draft":
      return `${who} drafted a message to ${audienceName(deed.audience)}`;
    case "approve":
      return `${who} ${deed.approved ? "approved" : "refused"} a draft${said(deed.text)}`;
    case "share":
      return `${who} told everybody what they had found`;
    case "expect":
      return `${who} said what to watch for`;
    case "tick":
      return `${who} saw an expectation ${deed.met ? "met" : "missed"}${said(deed.text)}`;
    case "hot-wash":
      return `${who} wrote a card for the hot wash`;
    case "feedback":
      return `${who} gave feedback`;
    case "gap":
      return deed.text.trim() === "" ? `${who} took a gap away` : `${who} named a gap: ${deed.text}`;
  }
}

const said = (text: string): string => (text.trim() === "" ? "" : `: ${text.trim()}`);

function clockText(deed: Extract<Deed["deed"], { do: "clock" }>, who: string): string {
  const why = said(deed.reason);
  switch (deed.state) {
    case "running":
      return `${who} let the clock run ${tempoText(deed.tempo)}${why}`;
    case "paused":
      return `${who} stopped the clock for a pause${why}`;
  }
}
