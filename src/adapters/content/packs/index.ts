import type { PackSummary, WallClock } from "#session/contract";
import type { PackStore } from "../../storage/packs";
import type { Library } from "../library";
import { Compiler } from "./compiler";
import { Shelf } from "./shelf";

/** The shelf of packs of this browser; what is on it stands in `library`. */
export function openShelf(store: PackStore, library: Pick<Library, "builtIn" | "hold">, clock: WallClock): Shelf {
  const around = {
    builtIn: library.builtIn,
    sourceOf: async (slug: string) => {
      const { sources } = await import("virtual:source");
      const load = Object.hasOwn(sources, slug) ? sources[slug] : undefined;
      return load === undefined ? null : (await load()).default;
    },
    onPacks: (packs: readonly PackSummary[]) => library.hold(packs),
  };
  return new Shelf(store, new Compiler(), around, clock);
}
