import { AUDIENCES, type Audience } from "#domain/commands";
import type { View } from "#domain/view";
import type { Right } from "#engine/team/rights";
import { duration } from "#lib/format";
import type { LiveSession, LiveState, Speed } from "#session/contract";
import type { ConsolePanel } from "../../console-state";
import { acknowledge, canPause, canSkip, togglePause, waitingPage } from "../../controls";
import type { PaletteGroup, PaletteItem } from "../../kit/CommandPalette";
import { panelsOf } from "../../panels-open";
import { whoMay } from "../../team/may";
import { AUDIENCE_WORDS, endWords, GROUP_WORDS, RISK_WORDS } from "../../words";
import type { Intent } from "../actions/ActionDialog";

/** What choosing something leads to, beyond a command. */
export interface Ways {
  readonly act: (intent: Intent) => void;
  readonly go: (panel: ConsolePanel) => void;
  readonly write: (audience: Audience) => void;
  readonly resolve: () => void;
  readonly end: () => void;
}

/** Why nothing can be done in a run that is not played here and now; null when it can. */
function whyNot(status: LiveState["status"]): string | null {
  if (status === "replay") return "this is how it was; play from here to act";
  if (status === "read-only") return "another tab plays this run";
  return status === "finished" ? "the run is over" : null;
}

const gate = (reason: string | null): { readonly unavailable?: string } =>
  reason === null ? {} : { unavailable: reason };

/** In a team, whose business something is when it is not one's own. */
const gateMay = ({ team }: View, right: Right) =>
  gate(team === null || team.may.includes(right) ? null : `up to ${whoMay(team, right)}`);

/** Whether somebody writes to an audience, be it a draft. */
const mayWrite = ({ team }: View, audience: Audience): boolean =>
  team === null || team.speaks.includes(audience) || (audience === "customers" && team.may.includes("team.draft"));

/** A sentence as the continuation of another. */
const spoken = (sentence: string): string =>
  `${sentence.charAt(0).toLowerCase()}${sentence.slice(1).replace(/\.$/, "")}`;

/** The answers that people wait for, the most urgent first. */
function answers(view: View, session: LiveSession): PaletteGroup[] {
  const open = view.requests.filter(({ state }) => state === "open").sort((a, b) => a.due - b.due);
  return open.map((request) => {
    const name = view.people.find(({ id }) => id === request.from)?.name ?? request.from;
    return {
      heading: `${name} asks: ${shortened(request.text)}`,
      items: request.options.map((option) => ({
        id: `answer ${request.id} ${option.id}`,
        title: option.label,
        keywords: ["answer", name],
        ...gateMay(view, "answer"),
        onSelect: () => void session.send({ kind: "answer", args: { request: request.id, option: option.id } }),
      })),
    };
  });
}

/** The beginning of a text, for a heading. */
function shortened(text: string): string {
  return text.length <= 96 ? text : `${text.slice(0, text.lastIndexOf(" ", 92))} …`;
}

function incident(view: View, session: LiveSession, ways: Ways): PaletteItem[] {
  const page = waitingPage(view);
  const end = endWords(session.getState().clock);
  const levels = [1, 2, 3, 4] as const;
  return [
    ...(page === null
      ? []
      : [
          {
            id: "ack",
            title: "Acknowledge the page",
            description: page.title,
            keys: "a",
            ...gateMay(view, "ack"),
            onSelect: () => acknowledge(session),
          },
        ]),
    ...AUDIENCES.filter((audience) => mayWrite(view, audience)).map((audience) => ({
      id: `write ${audience}`,
      title: `Write to: ${AUDIENCE_WORDS[audience].place}`,
      description: `Read by ${AUDIENCE_WORDS[audience].readers}`,
      keywords: ["message", "update", "post", "tell"],
      onSelect: () => ways.write(audience),
    })),
    ...levels.map((level) => ({
      id: `severity ${level}`,
      title: `Set severity SEV-${level}`,
      ...gate(view.severity === level ? "it is set already" : null),
      ...gateMay(view, "severity"),
      onSelect: () => void session.send({ kind: "severity", args: { level } }),
    })),
    {
      id: "resolve",
      title: "Declare the incident resolved…",
      description: "With a closing message; the clock goes on",
      ...gate(
        view.phase === "live" ? null : view.phase === "before" ? "nobody has taken it yet" : "it is resolved already",
      ),
      ...gateMay(view, "resolve"),
      onSelect: ways.resolve,
    },
    {
      id: "end",
      title: `${end.title}…`,
      description: end.does,
      danger: true,
      ...gateMay(view, "end"),
      onSelect: ways.end,
    },
  ];
}

function actions(view: View, ways: Ways): PaletteGroup[] {
  return (Object.keys(GROUP_WORDS) as (keyof typeof GROUP_WORDS)[]).map((group) => ({
    heading: GROUP_WORDS[group],
    items: view.palette
      .filter(({ entry }) => entry.group === group)
      .map(({ entry, unavailable }) => ({
        ...gate(unavailable === undefined ? null : spoken(unavailable)),
        ...gateMay(view, "act"),
        id: `act ${entry.kind}`,
        title: `${entry.label}…`,
        description: entry.does,
        meta: [
          `about ${duration(view.estimate({ action: entry.kind }).seconds)}`,
          `${RISK_WORDS[entry.risk].label}: ${entry.riskNote}`,
          entry.undo === null ? "Cannot be undone" : `Undo: ${entry.undo}`,
        ],
        danger: entry.risk === "high",
        onSelect: () => ways.act({ action: entry.kind }),
      })),
  }));
}

const SPEEDS: readonly { readonly speed: Speed; readonly title: string; readonly keys: string }[] = [
  { speed: 1, title: "Real time", keys: "1" },
  { speed: 5, title: "Five times as fast", keys: "5" },
  { speed: 20, title: "Twenty times as fast", keys: "0" },
];

function clockItems({ status, clock, speed }: LiveState, session: LiveSession): PaletteItem[] {
  const isPaused = status === "paused";
  // In an interview nothing hurries or stops it; in a team, who drives it does so from the header.
  if (clock === "interview" || clock === "team") return [];
  if (clock === "untimed") {
    return [60, 300].map((seconds) => ({
      id: `wait ${seconds}`,
      title: `Wait ${duration(seconds)}`,
      description: "Ends early when something happens",
      onSelect: () => void session.wait(seconds),
    }));
  }
  return [
    {
      id: "pause",
      title: isPaused ? "Go on" : "Pause",
      keys: "space",
      ...gate(canPause(status, clock) ? null : "this clock stops for nobody"),
      onSelect: () => togglePause(session),
    },
    ...SPEEDS.map(({ speed: to, title, keys }) => ({
      id: `speed ${to}`,
      title,
      keys,
      keywords: ["speed", `${to}x`],
      ...gate(speed === to ? "it runs so already" : null),
      onSelect: () => session.setSpeed(to),
    })),
    {
      id: "skip",
      title: "Skip to the next change",
      keys: ".",
      ...gate(canSkip(clock) ? null : "this clock cannot be skipped"),
      onSelect: () => session.skip(),
    },
  ];
}

/** Everything that can be done now, as the palette lists it. */
export function paletteGroups(state: LiveState, view: View, session: LiveSession, ways: Ways): readonly PaletteGroup[] {
  const reason = whyNot(state.status);
  const blocked = (group: PaletteGroup): PaletteGroup =>
    reason === null ? group : { ...group, items: group.items.map((item) => ({ ...item, unavailable: reason })) };
  const panels: PaletteItem[] = panelsOf(view.team).map(({ id, label, keys }) => ({
    id: `panel ${id}`,
    title: label,
    keys,
    keywords: ["go", "open", "panel"],
    onSelect: () => ways.go(id),
  }));
  return [
    ...answers(view, session).map(blocked),
    blocked({ heading: "Incident", items: incident(view, session, ways) }),
    { heading: "Panels", items: panels },
    // Few and often wanted, so before the long catalogue.
    blocked({ heading: "Clock", items: clockItems(state, session) }),
    ...actions(view, ways).map(blocked),
  ].filter(({ items }) => items.length > 0);
}
