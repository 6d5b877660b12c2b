import { StorageError, type StorageProblem } from "#session/contract";

const EXPORT = "Export your runs to a file to be safe.";

/** What the browser's error names mean to a player, and the way out. */
const TEXTS = {
  quota:
    "The browser's storage for this site is full. Nothing was lost: free some disk space or remove old runs, then " +
    "continue; or export this run to a file.",
  blocked:
    "This browser does not let this page store anything (private window, or storage blocked for this site). " +
    `Nothing will be kept when the tab is closed. ${EXPORT}`,
  "newer-version":
    "A newer version of Meantime has been used in this browser and has changed its storage. Reload to get that version; " +
    `until then nothing will be kept. ${EXPORT}`,
  "upgrade-blocked":
    "Another tab still runs an older version of Meantime and holds the storage. Close the other tabs and reload; until " +
    `then nothing will be kept. ${EXPORT}`,
  conflict: "This run is being played in another tab now.",
  "interview-conflict": "This interview goes on in another tab. Close that one, then reload this page.",
  "interview-missing": "This interview is not in the browser's storage (any more).",
  missing: "This run is not in the browser's storage (any more). Export it to a file to keep it.",
} as const;

/** What interviews have in common with runs, in words of their own. */
const SAME = { "interview-conflict": "conflict", "interview-missing": "missing" } as const;

export function storageProblem(kind: keyof typeof TEXTS): StorageProblem {
  return { kind: kind === "interview-conflict" || kind === "interview-missing" ? SAME[kind] : kind, text: TEXTS[kind] };
}

export function corrupt(key: string, reason: string): StorageError {
  return new StorageError({
    kind: "corrupt",
    key,
    text: `A stored record cannot be read (${reason}). It is kept as it is and is part of every export.`,
  });
}

const KINDS: Readonly<Record<string, keyof typeof TEXTS>> = {
  QuotaExceededError: "quota",
  // Firefox's own name for a full disk.
  NS_ERROR_FILE_NO_DEVICE_SPACE: "quota",
  SecurityError: "blocked",
  NotAllowedError: "blocked",
  InvalidStateError: "blocked",
  VersionError: "newer-version",
};

/** Any failure of the database as a StorageError. */
export function asStorageError(error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  const { name, message } = error instanceof Error ? error : { name: "", message: String(error) };
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  if (kind !== undefined) return new StorageError(storageProblem(kind));
  return new StorageError({ kind: "unknown", text: `The browser's storage failed: ${message || name}. ${EXPORT}` });
}
