import { STORY_LENGTHS, STORY_PARTS, type Story, type StoryLength, type StoryPart } from "#domain/documents";
import { duration } from "#lib/format";
import { joined } from "./beats";
import { countWords, secondsToTell } from "./length";

/** The parts as headings. */
export const PART_WORDS: Readonly<Record<StoryPart, string>> = {
  situation: "Situation",
  task: "Task",
  action: "Action",
  result: "Result",
  learning: "Learning",
};

/** What every export says about where a story comes from. */
export function originLine({ drill }: Pick<Story, "drill">): string {
  return drill === null
    ? "A real incident, as told by its author."
    : `Simulated: this happened in the drill ${drill.code}, “${drill.title}”, of Meantime, and not in a production system.`;
}

/** How long a text is, in words and when told. */
export const lengthLine = (text: string): string =>
  `${countWords(text)} words, about ${duration(secondsToTell(countWords(text)))} when told`;

/** The parts that say more than the versions: none where a version is made of them, word for word. */
export function partsApart({ parts, versions }: Pick<Story, "parts" | "versions">): readonly StoryPart[] {
  const told = STORY_LENGTHS.map((length) => versions[length].trim());
  return told.includes(joined(parts)) ? [] : STORY_PARTS.filter((part) => parts[part].trim() !== "");
}

const heading = (length: StoryLength): string => `${length} seconds`;

/** A story as Markdown: where it comes from, its versions, its parts, what it answers. Empty ones are left out. */
export function storyMarkdown(story: Story, asks: (source: string) => string): string {
  const versions = STORY_LENGTHS.filter((length) => story.versions[length].trim() !== "").map(
    (length) => `## ${heading(length)}\n\n*${lengthLine(story.versions[length])}*\n\n${story.versions[length].trim()}`,
  );
  const parts = partsApart(story).map((part) => `### ${PART_WORDS[part]}\n\n${story.parts[part].trim()}`);
  const answers = story.answers.map((source) => `- ${asks(source)}`);
  return `${[
    `# ${story.title.trim() || "A story without a title"}`,
    `> ${originLine(story)}`,
    ...versions,
    ...(parts.length > 0 ? ["## The parts", ...parts] : []),
    ...(answers.length > 0 ? [`## What it answers\n\n${answers.join("\n")}`] : []),
  ].join("\n\n")}\n`;
}
