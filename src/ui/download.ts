/** Offers text as a file to keep. Works without network and without storage. */
export function download(name: string, text: string, type = "application/json"): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Browsers take the data over asynchronously.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
