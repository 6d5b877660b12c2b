/** One build of the app: what it is called, and the digest of every file below the folder it is served from. */
export interface Build {
  readonly id: string;
  /** The page itself is "". */
  readonly files: Readonly<Record<string, string>>;
}

/** How many files are fetched at a time. */
const AT_ONCE = 6;

/** Where a build notes which pages were open when it took over; no address of a file can look like it. */
const OLDER_PAGES = "?older-pages";

/** Builds of the app in the browser's caches, each whole in a cache of its own. `folder` ends with a slash. */
export class Builds {
  private readonly name: string;
  /** Open from the first answer on: every file of a start asks for it. */
  private kept: Promise<Cache> | null = null;

  constructor(
    private readonly folder: string,
    private readonly build: Build,
  ) {
    this.name = `meantime-${build.id}-${folder}`;
  }

  /**
   * Stores the whole build. Rejects when a file cannot be had or is not the one of this build (a server in the middle of
   * an update, a page of its own for what is missing), and leaves nothing of it behind.
   */
  async store(): Promise<void> {
    const isNew = !(await caches.has(this.name));
    const cache = await caches.open(this.name);
    const files = Object.entries(this.build.files);
    const work = async () => {
      for (let file = files.pop(); file !== undefined; file = files.pop()) await this.keep(cache, ...file);
    };
    const stop = (reason: unknown) => {
      files.length = 0;
      throw reason;
    };
    const all = await Promise.allSettled(Array.from({ length: AT_ONCE }, () => work().catch(stop)));
    const failed = all.find((each) => each.status === "rejected");
    if (failed === undefined) return;
    if (isNew) await caches.delete(this.name);
    throw failed.reason;
  }

  /** What this build answers, else an earlier one whose pages may still be open; undefined when no build has it. */
  async find(address: string): Promise<Response | undefined> {
    const { origin, pathname } = new URL(address);
    const file = origin + pathname;
    const key = file === `${this.folder}index.html` ? this.folder : file;
    this.kept ??= caches.open(this.name);
    return (await (await this.kept).match(key)) ?? (await caches.match(key));
  }

  /** Notes the pages that are open as this build takes over: they are of earlier builds and need those. */
  async takeOver(pages: readonly string[]): Promise<void> {
    if ((await this.earlier()).length === 0) return;
    const cache = await caches.open(this.name);
    await cache.put(this.folder + OLDER_PAGES, new Response(JSON.stringify(pages)));
  }

  /** Removes earlier builds once no page of theirs is open any more. */
  async sweep(pages: readonly string[]): Promise<void> {
    const earlier = await this.earlier();
    if (earlier.length === 0) return;
    const cache = await caches.open(this.name);
    const noted = await cache.match(this.folder + OLDER_PAGES);
    const older: readonly string[] = noted === undefined ? [] : await noted.json();
    if (pages.some((page) => older.includes(page))) return;
    await Promise.all(earlier.map((name) => caches.delete(name)));
  }

  /** The caches of other builds below the same folder, whoever made them. */
  private async earlier(): Promise<string[]> {
    return (await caches.keys()).filter((name) => name !== this.name && name.endsWith(`-${this.folder}`));
  }

  private async keep(cache: Cache, path: string, digest: string): Promise<void> {
    const address = this.folder + path;
    if ((await cache.match(address)) !== undefined) return;
    const response = (await same(await caches.match(address), digest)) ?? (await same(await fetched(address), digest));
    if (response === undefined) throw new Error(`${address} is not of build ${this.build.id}`);
    await cache.put(address, response);
  }
}

const fetched = (address: string) => fetch(address, { cache: "no-cache" });

/**
 * A worker does not inherit the policy of its page: it takes the one its own script comes with, and a static server sends none. From the
 * cache scripts come with this one: a worker loads parts of the build and reaches nobody. Pages have their own and ignore it.
 */
const POLICY_OF_WORKERS = "default-src 'none'; script-src 'self'";

/** The headers of a file as it is kept. */
function headersOf(response: Response): Headers {
  const headers = new Headers(response.headers);
  if (/javascript/.test(headers.get("content-type") ?? "")) headers.set("content-security-policy", POLICY_OF_WORKERS);
  return headers;
}

/** A response when it holds what is expected, as one that is nobody's redirection; undefined otherwise. */
async function same(response: Response | undefined, digest: string): Promise<Response | undefined> {
  if (response === undefined) return undefined;
  const bytes = await response.arrayBuffer();
  const found = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  if (btoa(String.fromCharCode(...found)) !== digest) return undefined;
  return new Response(bytes, { headers: headersOf(response) });
}
