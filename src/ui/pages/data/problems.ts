import type { StorageProblem } from "#session/contract";

/** What each state of the storage means, and what one can do about it. */
export const WAYS_OUT: Readonly<Record<StorageProblem["kind"], { readonly title: string; readonly todo: string }>> = {
  quota: {
    title: "The storage is full",
    todo: "Save everything as a file, then delete old runs below or free space on this device.",
  },
  blocked: {
    title: "Nothing is kept",
    todo: "Open this page in a normal window, or allow this site to store data in the browser's settings, and reload. Until then save what you want to keep as a file before you close the tab.",
  },
  "newer-version": {
    title: "A newer version has been here",
    todo: "Reload the page to get it. If it stays like this, close all tabs of this site and open it again. Until then nothing is kept; save what you want to keep as a file.",
  },
  "upgrade-blocked": {
    title: "Another tab is in the way",
    todo: "Close the other tabs of this site, then reload this one.",
  },
  corrupt: {
    title: "A record cannot be read",
    todo: "It stays where it is. Save everything as a file before you do anything else; the rest works.",
  },
  conflict: {
    title: "Another tab is playing this run",
    todo: "Go on there, or open the run here and take it over.",
  },
  missing: {
    title: "The run is gone",
    todo: "If it is still on screen in another tab, save it there as a file.",
  },
  unknown: {
    title: "The storage does not answer as it should",
    todo: "Save everything as a file, reload, and if that does not help, restart the browser.",
  },
};
