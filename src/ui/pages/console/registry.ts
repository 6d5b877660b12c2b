import { type ComponentType, type LazyExoticComponent, lazy } from "react";

type Module = { readonly default: ComponentType };

const modules = import.meta.glob<Module>("../../panels/*/index.tsx");

const components = new Map<string, LazyExoticComponent<ComponentType>>();
for (const [path, load] of Object.entries(modules)) {
  const id = path.split("/").at(-2);
  if (id !== undefined) components.set(id, lazy(load));
}

/** The component of a folder below `src/ui/panels`, loaded when it is first shown; null when there is no such folder. */
export function panelComponent(id: string): LazyExoticComponent<ComponentType> | null {
  return components.get(id) ?? null;
}

/** Loads panels ahead, so that the next one opens without a gap. */
export function preloadPanels(ids: readonly string[]): void {
  for (const [path, load] of Object.entries(modules)) {
    if (ids.includes(path.split("/").at(-2) ?? "")) void load().catch(() => undefined);
  }
}
