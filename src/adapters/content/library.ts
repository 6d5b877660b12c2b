import { cards as builtIn, programs } from "virtual:drills";
import type { DrillCard, Program } from "#domain/drill";
import type { DrillLibrary, PackSummary, Sources } from "#session/contract";

/** A drill as people name it: by its code in any case, or by its slug. */
export function findCard(list: readonly DrillCard[], name: string): DrillCard | null {
  const wanted = name.trim().toLowerCase();
  return list.find((card) => card.code.toLowerCase() === wanted || card.slug === wanted) ?? null;
}

/** Compiles a drill of a pack. */
type OfPack = (pack: string, slug: string) => Promise<Program>;

/** The drills that were built in, and those of packs. */
export class Library implements DrillLibrary {
  /** The drills that were built into the app. */
  readonly builtIn = builtIn;
  private readonly loading = new Map<string, Promise<Program>>();
  private readonly listeners = new Set<() => void>();
  private list: readonly DrillCard[] = builtIn;
  /** What is held, to tell whether that changes. */
  private held = "";
  /** The pack of each drill that came with one. */
  private owners: ReadonlyMap<string, string> = new Map();

  constructor(
    private readonly ofPack: OfPack,
    packs: readonly PackSummary[] = [],
  ) {
    this.hold(packs);
  }

  /** Lists the drills of these packs instead of those before. */
  hold(packs: readonly PackSummary[]): void {
    const held = JSON.stringify(packs);
    if (held === this.held) return;
    this.held = held;
    for (const slug of this.owners.keys()) this.loading.delete(slug);
    const list = [...builtIn];
    const owners = new Map<string, string>();
    for (const { id, cards } of packs) {
      for (const card of cards) {
        // A newer version of the app may bring a drill with the name of one that was kept before.
        if (findCard(list, card.slug) !== null || findCard(list, card.code) !== null) continue;
        list.push(card);
        owners.set(card.slug, id);
      }
    }
    this.list = list;
    this.owners = owners;
    for (const listener of this.listeners) listener();
  }

  cards(): readonly DrillCard[] {
    return this.list;
  }

  bySlugOrCode(name: string): DrillCard | null {
    return findCard(this.list, name);
  }

  packOf(slug: string): string | null {
    return this.owners.get(slug) ?? null;
  }

  onChange(callback: () => void): () => void {
    this.listeners.add(callback);
    return () => this.listeners.delete(callback);
  }

  /** Loads a drill's chunk once, or compiles it; a failed load (offline before the first visit was complete) may be tried again. */
  program(slug: string): Promise<Program> {
    const known = this.loading.get(slug);
    if (known !== undefined) return known;
    const loaded = this.load(slug);
    if (loaded === null) return Promise.reject(new RangeError(`This version of Meantime has no drill “${slug}”.`));
    this.loading.set(slug, loaded);
    loaded.catch(() => this.loading.delete(slug));
    return loaded;
  }

  /** A chunk of its own: only the stories need it. */
  async sources(): Promise<Sources> {
    return (await import("virtual:sources")).default;
  }

  private load(slug: string): Promise<Program> | null {
    const pack = this.owners.get(slug);
    if (pack !== undefined) return this.ofPack(pack, slug);
    const chunk = Object.hasOwn(programs, slug) ? programs[slug] : undefined;
    return chunk === undefined ? null : chunk().then((module) => module.default);
  }
}
