import { useEffect, useRef, useSyncExternalStore } from "react";
import { matchesPress, type Press, parseKeys } from "./keys";
import { readStored, writeStored } from "./stored";

/** A key, or a sequence of keys, and what it does. */
export interface Hotkey {
  /** `g b`, `mod+k`, `?`, `shift+enter`. */
  readonly keys: string;
  /** What it does, as the list under `?` shows it. */
  readonly label: string;
  readonly run: (event: KeyboardEvent) => void;
  /** Heading in the list; default "General". */
  readonly group?: string;
  /** Also while typing in a field. Default: only for keys with `mod`, and Escape never (fields own it). */
  readonly inFields?: boolean;
  /** Works, but is not listed (an alias, say). */
  readonly hidden?: boolean;
}

export interface HotkeyOptions {
  /** Works only while this scope is the innermost open one; default "page". `*` works everywhere. */
  readonly scope?: string;
  readonly enabled?: boolean;
}

/** One line of the list under `?`. */
export interface ListedHotkey {
  readonly keys: string;
  readonly label: string;
  readonly group: string;
}

interface Entry {
  readonly scope: string;
  readonly hotkeys: () => readonly Hotkey[];
}

/** Time for the next key of a sequence, in milliseconds. */
const SEQUENCE_MS = 1500;
const SINGLE_KEYS = "kit.singleKeys";

const entries = new Set<Entry>();
const scopes: string[] = [];
const listeners = new Set<() => void>();
let typed: { press: KeyboardEvent[]; at: number } = { press: [], at: 0 };
let listed: readonly ListedHotkey[] = [];
let singleKeys: boolean | undefined;
const parsed = new Map<string, readonly Press[]>();

function pressesOf(keys: string): readonly Press[] {
  let presses = parsed.get(keys);
  if (presses === undefined) {
    presses = parseKeys(keys);
    parsed.set(keys, presses);
  }
  return presses;
}

/** Keys without a modifier may be switched off (people who dictate press them by accident). */
export function singleKeysEnabled(): boolean {
  singleKeys ??= readStored(SINGLE_KEYS) !== "off";
  return singleKeys;
}

/** Switch the keys without a modifier on or off; kept as a preference. `?` and keys with `mod` always work. */
export function setSingleKeysEnabled(enabled: boolean): void {
  singleKeys = enabled;
  writeStored(SINGLE_KEYS, enabled ? undefined : "off");
  changed();
}

function changed(): void {
  const seen = new Set<string>();
  const next: ListedHotkey[] = [];
  for (const entry of entries) {
    for (const hotkey of entry.hotkeys()) {
      const id = `${hotkey.keys}|${hotkey.label}`;
      if (hotkey.hidden || seen.has(id)) continue;
      seen.add(id);
      next.push({ keys: hotkey.keys, label: hotkey.label, group: hotkey.group ?? "General" });
    }
  }
  listed = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Is the user typing, or inside a widget that has letters for itself (menus jump to items by letter)? */
function isField(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  const field = target.closest(
    "input, textarea, select, [contenteditable]:not([contenteditable='false']), [role=menu], [role=textbox]",
  );
  return field !== null && !(field instanceof HTMLInputElement && /^(checkbox|radio|button|range)$/.test(field.type));
}

/** Space presses what has the focus; a hotkey must not take it away from a button or a row that can be chosen. */
function needsSpace(target: EventTarget | null): boolean {
  const pressable =
    "button, summary, input, [role=button], [role=option], [role=row], [role=menuitem], tr[tabindex], [role=switch]";
  return target instanceof Element && target.closest(pressable) !== null;
}

function allowed(hotkey: Hotkey, presses: readonly Press[], inField: boolean): boolean {
  const modified = presses.every((press) => press.mod || press.alt);
  if (inField && !(hotkey.inFields ?? modified)) return false;
  const plain = presses.some((press) => !press.mod && !press.alt && press.key.length === 1);
  return !plain || hotkey.keys === "?" || singleKeysEnabled();
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.repeat) return;
  if (event.key === "Shift" || event.key === "Control" || event.key === "Alt" || event.key === "Meta") return;
  if (event.key === " " && needsSpace(event.target)) return;
  const inField = isField(event.target);
  typed = event.timeStamp - typed.at > SEQUENCE_MS ? { press: [], at: 0 } : typed;
  // Try the longest tail of what was typed first: after "g", "b" means "g b" before it means "b".
  const history = [...typed.press, event].slice(-3);
  const scope = scopes.at(-1) ?? "page";
  for (let start = 0; start < history.length; start++) {
    const tail = history.slice(start);
    const hit = find(tail, scope, inField);
    if (hit !== undefined) {
      typed = { press: [], at: 0 };
      event.preventDefault();
      hit.run(event);
      return;
    }
  }
  typed = inField ? { press: [], at: 0 } : { press: history, at: event.timeStamp };
}

function find(tail: readonly KeyboardEvent[], scope: string, inField: boolean): Hotkey | undefined {
  // What was mounted last wins: a panel may take over a key of the page.
  for (const entry of [...entries].reverse()) {
    if (entry.scope !== "*" && entry.scope !== scope) continue;
    for (const hotkey of entry.hotkeys()) {
      const presses = pressesOf(hotkey.keys);
      if (presses.length !== tail.length || !allowed(hotkey, presses, inField)) continue;
      if (presses.every((press, index) => matchesPress(press, tail[index] as KeyboardEvent))) return hotkey;
    }
  }
  return undefined;
}

/** Register hotkeys without React; returns the function that removes them. */
export function registerHotkeys(hotkeys: () => readonly Hotkey[], scope = "page"): () => void {
  const entry: Entry = { scope, hotkeys };
  if (entries.size === 0) document.addEventListener("keydown", onKeyDown);
  entries.add(entry);
  changed();
  return () => {
    entries.delete(entry);
    if (entries.size === 0) document.removeEventListener("keydown", onKeyDown);
    changed();
  };
}

/** Hotkeys that exist while the component is mounted. The array may be new on every render. */
export function useHotkeys(hotkeys: readonly Hotkey[], { scope = "page", enabled = true }: HotkeyOptions = {}): void {
  const latest = useRef(hotkeys);
  const listing = hotkeys.map((hotkey) => `${hotkey.keys}|${hotkey.label}`).join("\n");
  useEffect(() => {
    latest.current = hotkeys;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed listing re-registers, so that the sheet is right
  useEffect(() => {
    if (!enabled) return;
    return registerHotkeys(() => latest.current, scope);
  }, [scope, enabled, listing]);
}

/** While mounted, only hotkeys of this scope (and of `*`) work. Scopes nest: the last one opened counts. */
export function useHotkeyScope(scope: string): void {
  useEffect(() => {
    scopes.push(scope);
    return () => {
      const index = scopes.lastIndexOf(scope);
      if (index >= 0) scopes.splice(index, 1);
    };
  }, [scope]);
}

/** Everything registered now, in order of registration, for the list under `?`. */
export function useListedHotkeys(): readonly ListedHotkey[] {
  return useSyncExternalStore(subscribe, () => listed);
}

/** Whether keys without a modifier are on, and the switch. */
export function useSingleKeys(): [boolean, (enabled: boolean) => void] {
  return [useSyncExternalStore(subscribe, singleKeysEnabled), setSingleKeysEnabled];
}
