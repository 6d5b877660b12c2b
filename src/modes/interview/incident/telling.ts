import { many } from "./figures";
import { fromMarks, type IncidentLine, line, type Material } from "./lines";

/** In this share of the minutes somebody who thinks aloud says something. */
const ALOUD = 0.5;
/** A round that was left sooner is no shorter: who says one word and leaves has not thought aloud. */
const LEAST_MINUTES = 10;

function thinkingAloud({ said, commands, began, ended }: Material, of: number): IncidentLine {
  const minutes = Math.max(1, Math.ceil((ended - began) / 60));
  const spoken = new Set(
    [
      ...said.filter(({ kind }) => kind === "request").map(({ second }) => second),
      ...commands.flatMap(({ kind, second }) =>
        kind === "say" || kind === "task" || kind === "hypothesis" || kind === "note" ? [second] : [],
      ),
    ]
      .filter((second) => second >= began && second <= ended)
      .map((second) => Math.min(minutes - 1, Math.floor((second - began) / 60))),
  );
  const share = spoken.size / Math.max(minutes, LEAST_MINUTES);
  return line(
    "aloud",
    "Thought aloud",
    share / ALOUD,
    of,
    said.find(({ kind }) => kind === "request")?.second ?? null,
    `Something was said or written down in ${spoken.size} of ${many(minutes, "minute")}. ${
      minutes < LEAST_MINUTES
        ? `To follow somebody takes ${LEAST_MINUTES * ALOUD} at least.`
        : "Half of them is enough to follow somebody."
    }`,
  );
}

function answers({ course }: Material, of: number): readonly IncidentLine[] {
  const opened = course.journal.filter(({ kind, data }) => kind === "request" && data.state === "open");
  if (opened.length === 0) return [];
  const given = course.journal.filter(({ kind, data }) => kind === "answer" && data.option !== "silence");
  return [
    line(
      "answers",
      "Answered those who asked",
      given.length / opened.length,
      of,
      given[0]?.at.second ?? null,
      `${given.length} of ${opened.length} questions of people were answered.`,
    ),
  ];
}

export function communicationLines(material: Material): readonly IncidentLine[] {
  return [...fromMarks(material.card.marks, "communicate", 60), thinkingAloud(material, 25), ...answers(material, 15)];
}
