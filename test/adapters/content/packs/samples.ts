import { readContent, textOf } from "#adapters/content/disk";
import { type Job, perform } from "#adapters/content/packs/jobs";
import { Shelf, type Surroundings } from "#adapters/content/packs/shelf";
import { writePack } from "#adapters/content/packs/write";
import { MemoryPackStore, type PackStore } from "#adapters/storage/packs";
import type { DrillCard } from "#domain/drill";
import type { Pack, PackFile } from "#domain/pack";

const content = readContent(process.cwd());

/** What a drill that ships is written in. */
export const textsOf = (slug: string): readonly PackFile[] => textOf(content, slug);

/** The drill with the shortest text, under other names. */
export function drillFiles(slug = "quay", code = "QUAY-1"): readonly PackFile[] {
  return textsOf("tool-belt").map(({ path, text }) => ({
    path: path.replace("drills/tool-belt/", `drills/${slug}/`),
    text: path === "drills/tool-belt/drill.yaml" ? text.replace(/^code: .*$/m, `code: ${code}`) : text,
  }));
}

export const pack = (change: Partial<Pack> = {}): Pack => ({
  id: "harbour",
  title: "Evenings at the harbour",
  version: 1,
  files: drillFiles(),
  ...change,
});

/** The pack with one file changed. */
export const edited = (whole: Pack, path: string, change: (text: string) => string): Pack => ({
  ...whole,
  files: whole.files.map((file) => (file.path === path ? { path, text: change(file.text) } : file)),
});

export const bytesOf = (whole: Pack, form: "yaml" | "zip"): ArrayBuffer => bufferOf(writePack(whole, form).bytes);

export const bufferOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

export const yaml = (text: string): ArrayBuffer => bufferOf(new TextEncoder().encode(text));

/** A card that stands for a drill that was built in. */
export const builtIn = (slug: string, code: string): DrillCard => ({
  slug,
  code,
  title: "Built in",
  summary: "It was here before.",
  form: "live",
  minutes: 10,
  level: "foundation",
  tags: [],
  company: "Quayside",
  skills: [],
  variants: 1,
});

interface Bench {
  readonly shelf: Shelf;
  readonly store: PackStore;
  /** What lists were told, last. */
  readonly told: () => readonly string[];
  /** Jobs that were compiled. */
  readonly jobs: Job[];
}

/** A shelf over memory that compiles in place, beside one built-in drill. */
export function bench(cards: readonly DrillCard[] = [builtIn("tool-belt", "INC-1000")]): Bench {
  const store = new MemoryPackStore();
  const jobs: Job[] = [];
  let told: readonly string[] = [];
  const around: Surroundings = {
    builtIn: cards,
    sourceOf: async (slug) => (slug === "tool-belt" ? textsOf(slug) : null),
    onPacks: (packs) => {
      told = packs.flatMap((each) => each.cards.map(({ slug }) => slug));
    },
  };
  const ask = async (job: Job) => {
    jobs.push(job);
    return perform(job);
  };
  let now = 1000;
  const shelf = new Shelf(store, { ask }, around, { now: () => now++ });
  return { shelf, store, told: () => told, jobs };
}
