/** What `GET /relay/about` of our server says; see `src/cli/gameday`. */
interface About {
  readonly relay: "meantime";
  /** Path on the same server, or the address of another one. */
  readonly at: string;
}

/** Our server answers at once or is not there. */
const PATIENCE_MS = 4000;

/** The relay that serves this page; null where the page came from somewhere else. */
export async function relayHere(): Promise<string | null> {
  const here = globalThis.location;
  if (here === undefined || !/^https?:$/.test(here.protocol)) return null;
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const answer = await fetch(new URL("/relay/about", here.origin), { cache: "no-store", signal });
    const about: unknown = answer.ok ? await answer.json() : null;
    if (!isAbout(about)) return null;
    const url = new URL(about.at, here.origin);
    url.protocol = url.protocol === "https:" || url.protocol === "wss:" ? "wss:" : "ws:";
    return url.href;
  } catch {
    return null;
  }
}

const isAbout = (value: unknown): value is About =>
  value !== null &&
  typeof value === "object" &&
  (value as About).relay === "meantime" &&
  typeof (value as About).at === "string";
