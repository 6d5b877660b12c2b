import { vi } from "vitest";

/** A file that the page has offered. */
export interface Saved {
  readonly name: string;
  readonly text: () => Promise<string>;
  readonly bytes: () => Promise<Uint8Array>;
}

/** Catches files that are offered from here on, in place of the browser's own dialog. Put back by `vi.restoreAllMocks`. */
export function catchSaved(): readonly Saved[] {
  const files: Saved[] = [];
  let last: Blob | null = null;
  vi.spyOn(URL, "createObjectURL").mockImplementation((blob) => {
    last = blob as Blob;
    return "blob:saved";
  });
  vi.spyOn(URL, "revokeObjectURL").mockImplementation(() => undefined);
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    const blob = last;
    if (blob === null) return;
    const bytes = async () => new Uint8Array(await blob.arrayBuffer());
    files.push({ name: this.download, bytes, text: async () => new TextDecoder().decode(await bytes()) });
  });
  return files;
}
