import type { DrillForm } from "#domain/forms";
import type { PackFile } from "#domain/pack";

/** The texts of all forms. They are small and few: one chunk, loaded when somebody starts a drill. */
const TEXTS = import.meta.glob<string>("../forms/**/*.{yaml,md}", { query: "?raw", import: "default", eager: true });

/** The files of a form, by their paths below its folder. */
export function textsOfForm(form: DrillForm): readonly PackFile[] {
  const folder = `../forms/${form}/`;
  return Object.entries(TEXTS)
    .filter(([path]) => path.startsWith(folder))
    .map(([path, text]) => ({ path: path.slice(folder.length), text }));
}
