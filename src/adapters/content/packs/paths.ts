import { LIMITS } from "./limits";

const SEGMENT = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/;
const TEXT = /\.(?:ya?ml|md)$/;

/** What operating systems put into a zip by themselves, and folders. */
const JUNK = /(?:^|\/)(?:__MACOSX\/|\.[^/]*$|Thumbs\.db$|desktop\.ini$)|\/$/;

/** Why a path cannot be that of a file of a pack, as the rest of a sentence about it; null when it can. */
export function pathFault(path: string): string | null {
  if (path.length > LIMITS.path) return `is longer than ${LIMITS.path} characters`;
  if (path.startsWith("/") || /^[A-Za-z]:/.test(path)) return "is absolute, expected one below the pack";
  const segments = path.split("/");
  if (segments.some((segment) => segment === "." || segment === ".."))
    return "leads out of the pack, expected one below it";
  if (!segments.every((segment) => SEGMENT.test(segment)))
    return "has a name that is not made of letters, digits, points, hyphens and underscores";
  return null;
}

/** A path as it can be shown: short, and without what a terminal or a screen would act upon. */
export function shown(path: string): string {
  const plain = path.replace(/[^\x20-\x7e]/g, "?");
  return plain.length > 80 ? `${plain.slice(0, 79)}…` : plain;
}

export const isJunk = (path: string): boolean => JUNK.test(path);
export const isText = (path: string): boolean => TEXT.test(path);

/** The slug of the drill that a file belongs to; null when it belongs to none. */
export const slugOf = (path: string): string | null => /^drills\/([^/]+)\//.exec(path)?.[1] ?? null;

/** Whether something looks at a file of this path. */
export const isUsed = (path: string): boolean =>
  /^(?:drills\/[^/]+\/(?:drill\.yaml|debrief\.md|plays\/[^/]+\.ya?ml|runbook\/[^/]+\.md)|(?:systems|people)\/[^/]+\.yaml|(?:.*\/)?README\.md)$/.test(
    path,
  );
