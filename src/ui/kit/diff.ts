export type DiffKind = "added" | "removed" | "same" | "hunk" | "file" | "note";

/** A line of a unified diff; numbers are 1-based and absent where the line does not exist on that side. */
export interface DiffLine {
  readonly kind: DiffKind;
  readonly text: string;
  readonly before?: number;
  readonly after?: number;
}

/** Parse unified diff text. Anything before the first hunk is a file line; text that is no diff comes back as `same`. */
export function parseDiff(text: string): DiffLine[] {
  const lines = text.replace(/\r\n/g, "\n").replace(/\n$/, "").split("\n");
  const hasHunks = lines.some((line) => line.startsWith("@@"));
  let before = 1;
  let after = 1;
  let left = 0;
  let right = 0;
  return lines.map((line): DiffLine => {
    const hunk = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (hunk) {
      before = Number(hunk[1]);
      left = Number(hunk[2] ?? 1);
      after = Number(hunk[3]);
      right = Number(hunk[4] ?? 1);
      return { kind: "hunk", text: line };
    }
    // Inside a hunk its counts decide, so that a removed line "-- x" is not taken for a file header.
    const inside = hasHunks ? left > 0 || right > 0 : !/^(\+\+\+ |--- |diff |index )/.test(line);
    if (!inside) return { kind: line.startsWith("\\") ? "note" : "file", text: line };
    if (line.startsWith("+")) {
      right -= 1;
      return { kind: "added", text: line.slice(1), after: after++ };
    }
    if (line.startsWith("-")) {
      left -= 1;
      return { kind: "removed", text: line.slice(1), before: before++ };
    }
    if (line.startsWith("\\")) return { kind: "note", text: line };
    left -= 1;
    right -= 1;
    return { kind: "same", text: line.startsWith(" ") ? line.slice(1) : line, before: before++, after: after++ };
  });
}
