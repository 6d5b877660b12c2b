import type { FeatureId, Audience as Reader } from "#language/audience";
import { clockMinutes, count } from "#lib/format";

/** A place in a sentence where something is filled in. */
export interface Gap {
  readonly id: string;
  /** What belongs there, for the field's name and placeholder. */
  readonly label: string;
  /** What stands there at first: only what is on every screen, never an answer. */
  readonly initial: string;
}

/** The beginning of a sentence: plain words and gaps, in order. */
export interface Block {
  readonly id: FeatureId | "severity";
  readonly label: string;
  readonly parts: readonly (string | Gap)[];
}

/** What everybody can see on the header, and starters may therefore contain. */
export interface Situation {
  /** Seconds of day. */
  readonly clock: number;
  readonly since: number;
  readonly failedPerSecond: number;
  readonly severity: number | null;
}

const gap = (id: string, label: string, initial = ""): Gap => ({ id, label, initial });

/** The next round five minutes that are at least a quarter of an hour away. */
function nextUpdateTime(clock: number): string {
  return clockMinutes(Math.ceil((clock + 900) / 300) * 300);
}

/** Sentence starters for a kind of reader. What they become is judged like any other text. */
export function blocksFor(reader: Reader, { clock, since, failedPerSecond, severity }: Situation): readonly Block[] {
  const update: Block = {
    id: "next-update",
    label: "Next update",
    parts: ["Next update at ", gap("time", "time", nextUpdateTime(clock)), "."],
  };
  const start = gap("since", "since", clockMinutes(since));
  if (reader === "customers") {
    return [
      {
        id: "impact",
        label: "Impact",
        parts: [
          "Since ",
          start,
          " some customers ",
          gap("where", "where or which, if known"),
          " ",
          gap("what", "what they see", "get errors"),
          ".",
        ],
      },
      {
        id: "action",
        label: "Action",
        parts: ["We are working on a fix", gap("how", "in plain words, if you like"), "."],
      },
      update,
      {
        id: "workaround",
        label: "Workaround",
        parts: ["Until then you can ", gap("what", "what they can do", "try again later"), "."],
      },
      { id: "figure", label: "Figure", parts: ["About ", gap("share", "share"), " % of requests are affected."] },
      { id: "status", label: "Status", parts: ["Status: ", gap("state", "state", "investigating"), "."] },
      { id: "apology", label: "Apology", parts: ["We are sorry for the trouble this causes."] },
    ];
  }
  const failing = gap("rate", "failures per second", count(Math.round(failedPerSecond)));
  if (reader === "executives") {
    return [
      {
        id: "impact",
        label: "Impact",
        parts: [
          "Since ",
          start,
          " customers ",
          gap("where", "where or which, if known"),
          " ",
          gap("what", "what they cannot do", "get errors"),
          ".",
        ],
      },
      { id: "figure", label: "Figure", parts: ["About ", failing, " requests fail per second."] },
      { id: "action", label: "Action", parts: ["We are working on it: ", gap("how", "what is being done"), "."] },
      { id: "status", label: "Status", parts: ["Status: ", gap("state", "state", "investigating"), "."] },
      update,
    ];
  }
  return [
    {
      id: "impact",
      label: "Impact",
      parts: [
        "Since ",
        start,
        " customers ",
        gap("where", "where or which, if known"),
        " ",
        gap("what", "what they see", "get errors"),
        ", about ",
        failing,
        " failures per second.",
      ],
    },
    { id: "action", label: "Action", parts: ["We are working on it: ", gap("how", "what is being done"), "."] },
    update,
    {
      id: "hypothesis",
      label: "Hypothesis",
      parts: ["Hypothesis, not confirmed: ", gap("cause", "what you suspect"), "."],
    },
    { id: "status", label: "Status", parts: ["Status: ", gap("state", "state", "investigating"), "."] },
    {
      id: "severity",
      label: "Severity",
      parts: ["This is SEV-", gap("level", "1 to 4", severity === null ? "" : String(severity)), "."],
    },
    {
      id: "delegation",
      label: "Task",
      parts: [
        gap("who", "name"),
        ", please check ",
        gap("what", "what to look at"),
        ", ",
        gap("minutes", "minutes", "10"),
        " minutes.",
      ],
    },
    { id: "ack", label: "I lead", parts: ["I have it, I am leading this incident."] },
  ];
}

/** A block as a sentence, with what was filled in; gaps that are empty disappear, and so do spaces left over. */
export function sentenceOf(block: Block, filled: Readonly<Record<string, string>>): string {
  const text = block.parts
    .map((part) => (typeof part === "string" ? part : (filled[part.id] ?? part.initial).trim()))
    .join("");
  return text
    .replace(/\s{2,}/g, " ")
    .replace(/\s+([.,])/g, "$1")
    .trim();
}

/** Appends a sentence to what is written. */
export function withSentence(text: string, sentence: string): string {
  const before = text.trimEnd();
  return before === "" ? sentence : `${before} ${sentence}`;
}
