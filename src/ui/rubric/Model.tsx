import type { Question } from "#domain/questions";
import { Markdown } from "../kit/Markdown";

/** The model answer, part by part, and the code that goes with it. */
export function Model({ question }: { question: Question }) {
  const { code, proof } = question;
  const parts = question.model.map(({ heading, text }) => `### ${heading}\n\n${text}`);
  const fences = [
    ...(code ? [`### Code\n\n\`\`\`${code.language}\n${code.text}\`\`\``] : []),
    ...(proof ? [`### What proves it\n\n\`\`\`${proof.language}\n${proof.text}\`\`\``] : []),
  ];
  return <Markdown text={[...parts, ...fences].join("\n\n")} level={4} />;
}
