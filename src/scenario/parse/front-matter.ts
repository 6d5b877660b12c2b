import type { Sink } from "../diagnostics";
import type { ContentFile } from "../files";
import type { Located } from "./located";
import { parseYaml } from "./yaml";

const FENCE = /^---[ \t]*$/m;

/** A Markdown file with a YAML head between two lines of `---`. */
export interface FrontMatter {
  readonly head: Located | null;
  readonly body: string;
  /** Line on which the body begins, from 1. */
  readonly line: number;
}

/** Reads head and body; places in the head are those of the file. Reports a missing head; the head is null when it cannot be read. */
export function readFrontMatter(file: ContentFile, sink: Sink): FrontMatter {
  const text = file.text.replace(/\r\n/g, "\n");
  const end = text.startsWith("---\n") ? FENCE.exec(text.slice(4)) : null;
  if (end === null) {
    const message = "the file has no head, expected YAML between two lines of ---";
    sink.add({ file: file.path, line: 1, column: 1, severity: "error", code: "file.head", message });
    return { head: null, body: text, line: 1 };
  }
  const close = 4 + end.index;
  const body = text.slice(close).replace(FENCE, "");
  const head = parseYaml({ path: file.path, text: `   \n${text.slice(4, close)}` }, sink);
  return { head, body, line: text.slice(0, close).split("\n").length };
}
