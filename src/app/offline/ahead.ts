/** How many files are fetched at a time: what somebody waits for comes first. */
const AT_ONCE = 2;

/**
 * Asks for every part of the build once. Without a service worker the browser's own cache has them then, as far as the
 * server lets it keep them, and a page that is open goes on to parts that it had not loaded when the server was gone.
 * @param list address of the names of all files
 */
export async function fetchAhead(list: string): Promise<void> {
  const files: readonly string[] = await (await fetch(list)).json();
  const parts = files.filter((path) => path.startsWith("assets/"));
  const work = async () => {
    for (let path = parts.pop(); path !== undefined; path = parts.pop()) {
      const response = await fetch(new URL(path, document.baseURI), { priority: "low" });
      // What was not read to its end is in no cache.
      await response.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
