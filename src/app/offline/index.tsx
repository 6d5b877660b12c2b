import { Button } from "#ui/kit/Button";
import { toast } from "#ui/kit/toast";
import { fetchAhead } from "./ahead";

/** How often a page that stays open asks whether there is a new version, in milliseconds. */
const ASK_EVERY = 60 * 60 * 1000;

/** Takes away the offer that is shown. */
let withdraw: () => void = () => undefined;

/** Says that there is a new version. Nothing happens until the button is pressed. */
function offer(take: () => void): void {
  withdraw();
  withdraw = toast({
    title: "A new version of Meantime is ready",
    detail: "Reload when it suits you. An open run continues at the same second, paused.",
    action: <Button onClick={take}>Reload</Button>,
  });
}

/**
 * Keeps the app for use without network. A new version is offered when all of it is here, and never put in the way of a
 * run: this page goes on with the version it began with, also when another tab has taken the new one.
 */
export async function keepOffline(): Promise<void> {
  const registration = await registered();
  if (registration === null) return fetchAhead("./files.json");
  const { serviceWorker } = navigator;
  let hadVersion = registration.active !== null;
  let isTaken = false;
  const take = () => {
    isTaken = true;
    // Gone when another tab has let it take over meanwhile.
    if (registration.waiting === null) location.reload();
    else registration.waiting.postMessage("take over");
  };
  serviceWorker.addEventListener("controllerchange", () => {
    if (isTaken) location.reload();
    else if (hadVersion) offer(take);
    hadVersion = true;
  });
  registration.addEventListener("updatefound", () => {
    const { installing } = registration;
    installing?.addEventListener("statechange", () => {
      if (installing.state === "installed" && registration.active !== null) offer(take);
    });
  });
  if (registration.waiting !== null && registration.active !== null) offer(take);
  registration.active?.postMessage("page opened");
  // Offline, or a server that is being updated: there is always a next time.
  setInterval(() => registration.update().catch(() => undefined), ASK_EVERY);
}

/**
 * Null where there can be no service worker: a page over plain HTTP in a LAN is not a secure context, and behind a
 * certificate that somebody accepted in spite of a warning the browser fetches none.
 */
async function registered(): Promise<ServiceWorkerRegistration | null> {
  if (!("serviceWorker" in navigator)) return null;
  return navigator.serviceWorker.register("./sw.js", { updateViaCache: "none" }).catch(() => null);
}
