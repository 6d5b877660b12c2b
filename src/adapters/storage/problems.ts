import { StorageError, type StorageProblem } from "#session/contract";

const EXPORT = "Save what you want to keep as a file.";
const STAYS = "What is stored already stays as it is, and the rescue page saves it.";

/** What the browser's error names mean to a player, and the way out. */
const TEXTS = {
  quota:
    "The browser's storage for this site is full. Nothing was lost: free some disk space or remove old runs, then " +
    "continue; or export this run to a file.",
  blocked:
    "This browser does not let this page store anything (private window, or storage blocked for this site). " +
    `What you do works, but is only in this tab. ${EXPORT}`,
  "newer-version":
    "A newer version of Meantime has been used in this browser and has changed its storage. Reload to get that version; " +
    `until then what you do is only in this tab. ${STAYS}`,
  "upgrade-blocked":
    "Another tab still runs an older version of Meantime and holds the storage. Close the other tabs and reload; until " +
    `then what you do is only in this tab. ${STAYS}`,
  "no-answer":
    "The browser's storage does not answer. Another tab of Meantime may hang: close all other tabs, or restart the browser, and " +
    `reload; until then what you do is only in this tab. ${STAYS}`,
  conflict: "This run is being played in another tab now.",
  "interview-conflict": "This interview goes on in another tab. Close that one, then reload this page.",
  "interview-missing": "This interview is not in the browser's storage (any more).",
  missing: "This run is not in the browser's storage (any more). Export it to a file to keep it.",
} as const;

/** What has words of its own, and what it counts as. */
const SAME = { "interview-conflict": "conflict", "interview-missing": "missing", "no-answer": "unknown" } as const;

export function storageProblem(kind: keyof typeof TEXTS): StorageProblem {
  return {
    kind: kind in SAME ? SAME[kind as keyof typeof SAME] : (kind as keyof Omit<typeof TEXTS, keyof typeof SAME>),
    text: TEXTS[kind],
  };
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
