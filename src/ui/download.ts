/** Offers something as a file to keep. Works without network and without storage. */
export function download(name: string, content: string | Blob, type = "application/json"): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Browsers take the data over asynchronously.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** "Autumn exercise" → `autumn-exercise.meantime-room`. */
export function fileName(title: string, ending: string): string {
  const name = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return `${name || "gameday"}.${ending}`;
}
