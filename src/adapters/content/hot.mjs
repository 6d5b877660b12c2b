/** @typedef {import("#domain/drill").Program} Program */
/** @typedef {import("#scenario/index").Diagnostic} Diagnostic */
/** @typedef {import("./model").CompiledContent} Compiled */

/** So many mistakes are shown at once; the terminal has them all. */
const SHOWN = 20;

/**
 * What the dev server sends so that the page shows the mistakes over what it shows already.
 * @param {string} root
 * @param {readonly Diagnostic[]} errors
 * @returns {import("vite").ErrorPayload}
 */
export function overlayOf(root, errors) {
  const [first] = errors;
  const count = errors.length === 1 ? "1 mistake" : `${errors.length} mistakes`;
  const lines = errors.slice(0, SHOWN).map((d) => `${d.line}:${d.column} ${d.message}`);
  const places = errors.slice(0, SHOWN).map((d) => `    at ${root}/${d.file}:${d.line}:${d.column}`);
  return {
    type: "error",
    err: {
      message: [`${count} in content; the last good version stays on the page`, ...lines].join("\n"),
      stack: places.join("\n"),
      plugin: "drills",
      ...(first && { id: first.file, loc: { file: `${root}/${first.file}`, line: first.line, column: first.column } }),
    },
  };
}

/**
 * Drills as the page is to have them while they are written: one with mistakes stays as it last was without.
 */
export class LastGood {
  /** @type {Map<string, Program>} */
  known = new Map();

  /**
   * @param {Pick<Compiled, "drills">} content
   * @returns {{ readonly programs: readonly Program[], readonly changed: boolean }} changed: since it was asked before
   */
  of({ drills }) {
    const now = new Map(
      drills.flatMap(({ slug, program }) => {
        const shown = program ?? this.known.get(slug);
        return shown ? [[slug, shown]] : [];
      }),
    );
    const changed =
      now.size !== this.known.size || [...now].some(([slug, program]) => this.known.get(slug) !== program);
    this.known = now;
    return { programs: [...now.values()], changed };
  }
}
