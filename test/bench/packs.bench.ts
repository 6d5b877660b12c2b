import { type Job, perform } from "#adapters/content/packs/jobs";
import { writePack } from "#adapters/content/packs/write";
import type { Pack, PackFile } from "#domain/pack";
import { inNewWorker, onlyInWorker } from "./fresh";
import type { BenchResult } from "./run";

/** Milliseconds for a pack of so many characters of text. */
const IMPORT = 500;
const SIZE = 1_000_000;

const sizeOf = (held: ReadonlyMap<string, PackFile>): number =>
  [...held.values()].reduce((sum, { text }) => sum + text.length, 0);

/** Drills that ship under names of their own, with their systems and people, as many as fit. */
async function largePack(): Promise<Pack> {
  const { files, slugs } = await import("./drill");
  const { textOf } = await import("#adapters/content/disk");
  let held = new Map<string, PackFile>();
  for (const slug of slugs) {
    const more = textOf(files, slug).map(({ path, text }): PackFile => {
      const own = path.replace(`drills/${slug}/`, `drills/my-${slug}/`);
      return { path: own, text: text.replace(/^code:[ \t]*(\S+)/m, "code: MY-$1") };
    });
    const all = new Map([...held, ...more.map((file) => [file.path, file] as const)]);
    if (sizeOf(all) <= SIZE) held = all;
  }
  return { id: "large", title: "Many drills", version: 1, files: [...held.values()] };
}

onlyInWorker<Job>(perform);

export default async (): Promise<BenchResult> => {
  const { medianOf } = await import("./drill");
  const pack = await largePack();
  const characters = pack.files.reduce((sum, { text }) => sum + text.length, 0);
  const lines: string[] = [];
  let met = true;
  for (const form of ["zip", "yaml"] as const) {
    const bytes = new Uint8Array(writePack(pack, form).bytes).buffer;
    const job: Job = { kind: "read", name: `large.${form}`, bytes, taken: [] };
    const { diagnostics, cards } = perform(job);
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    if (errors.length > 0) throw new Error(`the pack has errors: ${JSON.stringify(errors[0])}`);
    const again = medianOf(5, () => void perform(job));
    const fresh: { readonly took: number; readonly all: number }[] = [];
    for (let i = 0; i < 5; i++) fresh.push(await inNewWorker(import.meta.url, job));
    const [, , first] = fresh.sort((a, b) => a.all - b.all);
    met &&= again <= IMPORT;
    lines.push(
      `import a pack as ${form}: ${Math.round(again)} ms (goal ${IMPORT}); the first of a new worker ${Math.round(first?.took ?? 0)}, with its start ${Math.round(first?.all ?? 0)}`,
    );
    if (form === "yaml") {
      lines.push(
        `that is ${cards.length} drills in ${pack.files.length} files, ${Math.round(characters / 1000)} kB of text`,
      );
    }
  }
  return { name: "packs", lines, met };
};
