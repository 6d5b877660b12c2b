/** One press: the key as in KeyboardEvent.key (lower case) and the modifiers it needs. */
export interface Press {
  readonly key: string;
  readonly mod: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
}

const NAMES: Record<string, string> = {
  esc: "escape",
  space: " ",
  up: "arrowup",
  down: "arrowdown",
  left: "arrowleft",
  right: "arrowright",
};

/** Is the command key (rather than Ctrl) the main modifier here? */
export function isMac(): boolean {
  return typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.userAgent);
}

/** Parse a key sequence such as `g b`, `mod+k`, `shift+enter`, `?`. `mod` is ⌘ on a Mac, Ctrl elsewhere. */
export function parseKeys(keys: string): Press[] {
  return keys
    .trim()
    .split(/\s+/)
    .map((chord) => {
      const parts = chord.toLowerCase().split(/\+(?=.)/);
      const last = parts.at(-1) ?? "";
      return {
        key: NAMES[last] ?? last,
        mod: parts.includes("mod"),
        alt: parts.includes("alt"),
        shift: parts.includes("shift"),
      };
    });
}

/** Does the event make this press? Shift only counts where it does not already change the character (`?` needs none). */
export function matchesPress(press: Press, event: KeyboardEvent): boolean {
  const key = event.key.toLowerCase();
  if (key !== press.key) return false;
  const mod = isMac() ? event.metaKey : event.ctrlKey;
  const other = isMac() ? event.ctrlKey : event.metaKey;
  if (mod !== press.mod || other || event.altKey !== press.alt) return false;
  const shiftCounts = press.key.length > 1 || /[a-z]/.test(press.key);
  return !shiftCounts || event.shiftKey === press.shift;
}

const LABELS: Record<string, string> = {
  escape: "Esc",
  enter: "↵",
  arrowup: "↑",
  arrowdown: "↓",
  arrowleft: "←",
  arrowright: "→",
  backspace: "⌫",
  " ": "Space",
};

/** The labels to print for a sequence: `["⌘K"]` or `["Ctrl K"]`, `["g", "b"]`. */
export function keyLabels(keys: string): string[] {
  const mac = isMac();
  return parseKeys(keys).map((press) => {
    const modified = press.mod || press.alt || press.shift;
    const key = LABELS[press.key] ?? (press.key.length > 1 || modified ? capital(press.key) : press.key);
    if (mac) return `${press.alt ? "⌥" : ""}${press.shift ? "⇧" : ""}${press.mod ? "⌘" : ""}${key}`;
    return [press.mod && "Ctrl", press.alt && "Alt", press.shift && "Shift", key].filter(Boolean).join(" ");
  });
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** The same for aria-keyshortcuts, which knows no sequences: undefined for those. */
export function ariaKeys(keys: string): string | undefined {
  const presses = parseKeys(keys);
  const [press] = presses;
  if (presses.length !== 1 || press === undefined) return undefined;
  const names = [press.mod && (isMac() ? "Meta" : "Control"), press.alt && "Alt", press.shift && "Shift"];
  return [...names, press.key === " " ? "Space" : capital(press.key)].filter(Boolean).join("+");
}
