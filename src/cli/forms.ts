import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { DrillForm } from "#domain/forms";
import type { PackFile } from "#domain/pack";

/** The files of a form, by their paths below its folder. The app has the same in a chunk of its own. */
export function textsOfForm(form: DrillForm): readonly PackFile[] {
  return textsBelow(fileURLToPath(new URL(`../adapters/content/forms/${form}`, import.meta.url)));
}

function textsBelow(folder: string, below = ""): PackFile[] {
  return readdirSync(join(folder, below), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = below === "" ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) return textsBelow(folder, path);
      return [{ path, text: readFileSync(join(folder, path), "utf8") }];
    });
}
