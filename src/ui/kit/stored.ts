/** A small preference from localStorage; undefined when absent or when storage is blocked (private window, policy). */
export function readStored(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Store or (with undefined) remove a small preference. Blocked or full storage only means that it is not kept. */
export function writeStored(key: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // A preference that cannot be kept still applies to this page.
  }
}
