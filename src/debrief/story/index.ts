export { checkStory, type Finding, LENGTH_SLACK } from "./check";
export { draftStory } from "./draft";
export { countWords, SPEAKING_RATE, secondsToTell, wordsFor } from "./length";
export { lengthLine, originLine, PART_WORDS, partsApart, storyMarkdown } from "./markdown";
export { blankStory, composeVersion } from "./own";
export { PROMPTS, STORY_RULES, type StoryRule } from "./rules";
