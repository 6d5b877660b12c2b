import { isOwnMachine, parseAddress } from "./reasons";

/** What `relay/about` says beside the page: our server (`src/cli/gameday`) that it is a relay; on any other an empty file stands there. */
interface About {
  readonly relay: "meantime";
  /** Path beside the page on the same server, or the address of another one. */
  readonly at: string;
  /** Hosts of the machine, as addresses have them: one page may have come from `localhost`, another from one of these. */
  readonly hosts: readonly string[];
}

/** Our server answers at once or is not there. */
const PATIENCE_MS = 4000;

/** The relay that serves this page, by an address that others can use, too; null where the page came from somewhere else. */
export async function relayHere(): Promise<string | null> {
  const about = await askAbout();
  if (about === null) return null;
  const url = addressOn(globalThis.location, about);
  const [host] = about.hosts;
  if (isOwnMachine(url.hostname) && host !== undefined) url.hostname = host;
  return url.href;
}

/**
 * The address by which this page reaches a relay. A page may only talk to the server it came from, under the name it came
 * from: where that is the same machine under another name, ours is taken.
 */
export async function viaHere(relay: string): Promise<string> {
  const [url, page] = [parseAddress(relay), globalThis.location];
  if (url === null || page === undefined || url.host === page.host) return relay;
  const about = await askAbout();
  if (about === null) return relay;
  const here = addressOn(page, about);
  const isSame = here.port === url.port && here.pathname === url.pathname;
  return isSame && (isOwnMachine(url.hostname) || about.hosts.includes(url.hostname)) ? here.href : relay;
}

function addressOn({ href }: Location, { at }: About): URL {
  const url = new URL(at, href);
  url.protocol = url.protocol === "https:" || url.protocol === "wss:" ? "wss:" : "ws:";
  return url;
}

async function askAbout(): Promise<About | null> {
  const here = globalThis.location;
  if (here === undefined || !/^https?:$/.test(here.protocol)) return null;
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const answer = await fetch(new URL("relay/about", here.href), { cache: "no-store", signal });
    const about: unknown = answer.ok ? await answer.json() : null;
    return isAbout(about) ? about : null;
  } catch {
    return null;
  }
}

function isAbout(value: unknown): value is About {
  if (value === null || typeof value !== "object") return false;
  const { relay, at, hosts } = value as Partial<About>;
  return relay === "meantime" && typeof at === "string" && Array.isArray(hosts);
}
