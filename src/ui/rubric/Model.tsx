import type { Question } from "#domain/questions";
import { Markdown } from "../kit/Markdown";

/** The model answer, part by part, and the code that goes with it. `level` is that of its headings. */
export function Model({ question, level = 4 }: { question: Question; level?: 3 | 4 }) {
  const { code, proof } = question;
  const parts = question.model.map(({ heading, text }) => `### ${heading}\n\n${text}`);
  const fences = [
    ...(code ? [`### Code\n\n\`\`\`${code.language}\n${code.text}\`\`\``] : []),
    ...(proof ? [`### What proves it\n\n\`\`\`${proof.language}\n${proof.text}\`\`\``] : []),
  ];
  return <Markdown text={[...parts, ...fences].join("\n\n")} level={level} />;
}
