import { useSyncExternalStore } from "react";
import { readStored, writeStored } from "./stored";

/** What the user chose; `system` follows the operating system. */
export type ThemeChoice = "system" | "dark" | "light";
/** What is on screen. */
export type Theme = "dark" | "light";

const KEY = "kit.theme";
const listeners = new Set<() => void>();
let choice: ThemeChoice | undefined;
/** Paper is white whatever the screen is. */
let isPrinting = false;

/** The stored choice, `system` when there is none or storage is blocked. */
export function getThemeChoice(): ThemeChoice {
  if (choice === undefined) {
    const stored = readStored(KEY);
    choice = stored === "dark" || stored === "light" ? stored : "system";
  }
  return choice;
}

/** Choose a theme: applies it to the document at once and stores it where storage is allowed. */
export function setThemeChoice(next: ThemeChoice): void {
  choice = next;
  writeStored(KEY, next === "system" ? undefined : next);
  applyTheme();
  for (const listener of listeners) listener();
}

/** Put the stored choice onto the document. Call once before the first render. */
export function applyTheme(): void {
  const current = isPrinting ? "light" : getThemeChoice();
  if (current === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = current;
}

/** Prints with the light theme, charts included, and goes back afterwards. Call once. */
export function watchPrinting(): void {
  const turn = (printing: boolean) => () => {
    isPrinting = printing;
    applyTheme();
    for (const listener of listeners) listener();
  };
  addEventListener("beforeprint", turn(true));
  addEventListener("afterprint", turn(false));
}

function systemLight(): MediaQueryList | undefined {
  return typeof matchMedia === "function" ? matchMedia("(prefers-color-scheme: light)") : undefined;
}

/** The theme now on screen (dark unless light was chosen or the system asks for it). */
export function getTheme(): Theme {
  if (isPrinting) return "light";
  const current = getThemeChoice();
  if (current !== "system") return current;
  return systemLight()?.matches ? "light" : "dark";
}

/** Called whenever the theme on screen may have changed; returns the unsubscriber. For canvases, which cannot use CSS. */
export function subscribeTheme(listener: () => void): () => void {
  const query = systemLight();
  listeners.add(listener);
  query?.addEventListener("change", listener);
  return () => {
    listeners.delete(listener);
    query?.removeEventListener("change", listener);
  };
}

/** The user's choice, the theme on screen, and the setter. */
export function useTheme(): { choice: ThemeChoice; theme: Theme; setChoice: (next: ThemeChoice) => void } {
  const current = useSyncExternalStore(subscribeTheme, getThemeChoice);
  const theme = useSyncExternalStore(subscribeTheme, getTheme);
  return { choice: current, theme, setChoice: setThemeChoice };
}
