import { AUDIENCES, type Audience, MEASURES, MECHANISMS } from "#domain/commands";
import type { RequestView, View } from "#domain/view";
import type { Heard } from "./heard";
import { type Choice, intentOf, type Need, type Proposal } from "./intent";
import { mentioned, overlap } from "./names";

const spaced = (id: string): string => id.replaceAll("-", " ");

/** The beginning of a text, for a title. */
function shortened(text: string, most = 90): string {
  return text.length <= most ? text : `${text.slice(0, Math.max(1, text.lastIndexOf(" ", most)))} …`;
}

const PLACES: Readonly<Record<Audience, string>> = {
  incident: "the incident channel",
  customers: "the status page, for customers",
  executives: "the leadership thread",
  support: "the support desk",
};
const TOPIC = { incident: "channel", customers: "customers", executives: "executives", support: "support" } as const;

const WORDS: Need = { kind: "text", field: "text", label: "What do you write?" };

const peopleOf = (view: View): readonly Choice[] =>
  view.people.map(({ id, name, role }) => ({ value: id, label: `${name}, ${role}` }));

/** Asking a person to do something or to say what they know: in the candidate's own words. */
function tasks(view: View, heard: Heard): readonly Proposal[] {
  const text = heard.words.text.trim();
  const isAsked = heard.says("ask");
  const byRole = view.people.filter(({ role }) => overlap(heard.words, role) >= 0.5);
  const asked = heard.people.length > 0 ? heard.people : byRole;
  const minutes = heard.words.numbers.find(({ percent }) => !percent)?.value ?? null;
  const box = /\bmin/i.test(text) && minutes !== null && minutes > 0 && minutes <= 1440 ? minutes : null;
  const args = { text, minutes: box };
  const said = (who: string) => `Ask ${who}: “${shortened(text)}”`;
  const named = asked.slice(0, 2).map(({ id, name, role }, i): Proposal => {
    const fit = (heard.people.length > 0 ? 0.9 : 0.5) + (isAsked ? 0.5 : 0) - i * 0.1;
    return { intent: intentOf("task", { ...args, person: id }, said(`${name}, ${role}`)), fit };
  });
  if (named.length > 0 || !isAsked) return named;
  const who: Need = { kind: "choice", field: "person", label: "Whom?", choices: peopleOf(view) };
  return [{ intent: intentOf("task", args, said("somebody"), { needs: [who] }), fit: 0.55 }];
}

/** Writing to those who wait for news. */
function messages(heard: Heard): readonly Proposal[] {
  if (!heard.says("write")) return [];
  const named = AUDIENCES.filter((audience) => heard.says(TOPIC[audience]));
  return (named.length > 0 ? named : AUDIENCES).map((audience, i) => ({
    intent: intentOf("say", { audience }, `Write to ${PLACES[audience]}`, { needs: [WORDS] }),
    fit: (named.length > 0 ? 1.3 : 0.7) - i * 0.02,
  }));
}

function answersTo(view: View, request: RequestView, heard: Heard): readonly Proposal[] {
  const from = view.people.find(({ id }) => id === request.from)?.name ?? "them";
  const isNamed = heard.people.some(({ id }) => id === request.from);
  if (!isNamed && !heard.says("answer")) return [];
  return request.options.map(({ id, label }, i) => ({
    intent: intentOf("answer", { request: request.id, option: id }, `Answer ${from}: “${shortened(label, 140)}”`),
    fit: (heard.says("answer") ? 1.1 : 0.7) + (isNamed ? 0.2 : 0) + overlap(heard.words, label) / 2 - i * 0.01,
  }));
}

const STATES = {
  favoured: "Settle on the cause",
  open: "Write down a hypothesis",
  rejected: "Rule out",
} as const;

/** What is believed about the cause. */
function hypotheses(view: View, heard: Heard): readonly Proposal[] {
  const believes = heard.says("believe") || heard.says("sure");
  const state = heard.says("reject") ? "rejected" : heard.says("sure") ? "favoured" : "open";
  const region = heard.regions[0] ?? null;
  const nodes: readonly (Choice | null)[] = heard.nodes.length > 0 ? heard.nodes.slice(0, 2) : [null];
  return MECHANISMS.filter((mechanism) => heard.saysMechanism(mechanism)).flatMap((mechanism) =>
    nodes.map((node, i): Proposal => {
      const place = [node?.label, region?.label].filter((part) => part !== undefined);
      const where: Need = {
        kind: "choice",
        field: "node",
        label: "Where?",
        choices: view.system.nodes.map(({ id, label }) => ({ value: id, label })),
      };
      const args = {
        id: ["said", mechanism, node?.value ?? "somewhere", region?.value ?? "all"].join(" "),
        mechanism,
        ...(node === null ? {} : { node: node.value }),
        region: region?.value ?? null,
        text: heard.words.text.trim(),
        state,
      };
      const title = `${STATES[state]}: ${spaced(mechanism)}${place.length === 0 ? "" : ` in ${place.join(", ")}`}`;
      const needs = node === null ? [where] : [];
      return { intent: intentOf("hypothesis", args, title, { needs }), fit: (believes ? 1.15 : 0.6) - i * 0.1 };
    }),
  );
}

/** Days until a follow-up is due when nothing was said. */
const USUAL_DAYS = 14;

function daysIn(text: string): number {
  const found = /(\d+)\s*(day|week|month)/i.exec(text);
  if (found === null) return USUAL_DAYS;
  const unit = { day: 1, week: 7, month: 30 }[(found[2] ?? "day").toLowerCase() as "day" | "week" | "month"];
  return Math.max(1, Math.min(365, Number(found[1]) * unit));
}

function followups(view: View, heard: Heard): readonly Proposal[] {
  if (!heard.says("follow")) return [];
  const { nodes, people, words } = heard;
  const days = daysIn(words.text);
  const needs: Need[] = [
    ...(nodes.length > 0
      ? []
      : [
          {
            kind: "choice",
            field: "node",
            label: "At which service?",
            choices: view.system.nodes.map(({ id, label }) => ({ value: id, label })),
          } as const,
        ]),
    ...(people.length > 0
      ? []
      : [{ kind: "choice", field: "owner", label: "Who does it?", choices: peopleOf(view) } as const]),
  ];
  return MEASURES.filter((measure) => heard.saysMeasure(measure)).map((measure): Proposal => {
    const [node] = nodes;
    const [owner] = people;
    const args = {
      measure,
      ...(node === undefined ? {} : { node: node.value }),
      ...(owner === undefined ? {} : { owner: owner.id }),
      days,
      text: words.text.trim(),
    };
    const details = [node?.label, owner?.name, days === 1 ? "1 day" : `${days} days`].filter(
      (part) => part !== undefined,
    );
    const title = `Note a follow-up: ${spaced(measure)} (${details.join(", ")})`;
    return { intent: intentOf("followup", args, title, { needs }), fit: 1.2 };
  });
}

/** The state of the incident itself: taking it, how bad it is, closing it; and the case that is being made. */
function bookkeeping(view: View, heard: Heard): readonly Proposal[] {
  const { words, says } = heard;
  const found: Proposal[] = [];
  const add = (fit: number, ...given: Parameters<typeof intentOf>) => {
    found.push({ intent: intentOf(...given), fit });
  };
  for (const page of view.pages) {
    if (page.ackedAt === null && says("take"))
      add(1.3, "ack", { page: page.id }, `Acknowledge the page: ${page.title}`);
  }
  if (says("severity")) {
    const said = Number(/\b(?:sev|severity|p)[\s-]*([1-4])\b/i.exec(words.text)?.[1]);
    for (const level of said > 0 ? [said] : [1, 2, 3, 4]) {
      add(1.2 - level / 100, "severity", { level }, `Declare SEV-${level}`);
    }
  }
  if (says("resolve") && view.phase === "live") {
    const needs = [{ ...WORDS, label: "What do you close it with?" }];
    add(0.9, "resolve", {}, "Declare the incident resolved", { needs });
  }
  if (says("stop")) {
    for (const { id, phase, interruptible, note } of view.operations) {
      if (interruptible && (phase === "running" || phase === "requested"))
        add(1.25, "interrupt", { operation: id }, `Stop what is under way: ${shortened(note)}`);
    }
  }
  if (says("evidence")) {
    const { hypotheses: all, facts } = view;
    const alive = all.filter(({ state }) => state !== "rejected");
    const hypothesis = alive.find(({ state }) => state === "favoured") ?? (alive.length === 1 ? alive[0] : undefined);
    for (const fact of facts.filter(({ pinned }) => pinned === null).slice(-5)) {
      const args = { fact: fact.id, hypothesis: hypothesis?.id ?? null, bearing: "supports" };
      add(0.9 + overlap(words, fact.text) / 2, "pin", args, `Pin as evidence: ${shortened(fact.text, 140)}`);
    }
  }
  if (says("mute")) {
    const firing = view.alerts.map(({ id, title }) => ({ value: id, label: title }));
    const named = mentioned(words, firing);
    for (const { value, label } of (named.length > 0 ? named : firing).slice(0, 3)) {
      add(1.1, "silence", { rule: value, minutes: 30 }, `Silence for 30 minutes: ${label}`);
    }
  }
  if (says("note")) add(0.8, "note", { text: words.text.trim() }, `Write a note: “${shortened(words.text.trim())}”`);
  return found;
}

/** What a request may want said, asked or written down. */
export function talkProposals(view: View, heard: Heard): readonly Proposal[] {
  const open = view.requests.filter(({ state }) => state === "open");
  return [
    ...tasks(view, heard),
    ...messages(heard),
    ...open.flatMap((request) => answersTo(view, request, heard)),
    ...hypotheses(view, heard),
    ...followups(view, heard),
    ...bookkeeping(view, heard),
  ];
}
