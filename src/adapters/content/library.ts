import { cards, programs } from "virtual:drills";
import type { DrillCard, Program } from "#domain/drill";
import type { DrillLibrary, Sources } from "#session/contract";

/** A drill as people name it: by its code in any case, or by its slug. */
export function findCard(list: readonly DrillCard[], name: string): DrillCard | null {
  const wanted = name.trim().toLowerCase();
  return list.find((card) => card.code.toLowerCase() === wanted || card.slug === wanted) ?? null;
}

class BundledLibrary implements DrillLibrary {
  private readonly loading = new Map<string, Promise<Program>>();

  cards(): readonly DrillCard[] {
    return cards;
  }

  bySlugOrCode(name: string): DrillCard | null {
    return findCard(cards, name);
  }

  /** Loads a drill's chunk once; a failed load (offline before the first visit was complete) may be tried again. */
  program(slug: string): Promise<Program> {
    const known = this.loading.get(slug);
    if (known !== undefined) return known;
    const load = Object.hasOwn(programs, slug) ? programs[slug] : undefined;
    if (load === undefined) return Promise.reject(new RangeError(`This version of Meantime has no drill “${slug}”.`));
    const loaded = load().then((module) => module.default);
    this.loading.set(slug, loaded);
    loaded.catch(() => this.loading.delete(slug));
    return loaded;
  }

  packOf(): string | null {
    return null;
  }

  onChange(): () => void {
    return () => undefined;
  }

  /** A chunk of its own: only the stories need it. */
  async sources(): Promise<Sources> {
    return (await import("virtual:sources")).default;
  }
}

/** The drills that were built into the app. */
export const library: DrillLibrary = new BundledLibrary();
