import { type Build, Builds } from "./builds";
import type { Scope } from "./scope";

/** Put in by the build, which knows its files when it has written them. */
declare const BUILD: Build;

const scope = globalThis as unknown as Scope;
const folder = scope.registration.scope;
const builds = new Builds(folder, BUILD);

const openPages = async () => {
  const pages = await scope.clients.matchAll({ type: "window", includeUncontrolled: true });
  return pages.map(({ id }) => id);
};

/** What is being installed is not an earlier build. */
async function sweep(): Promise<void> {
  const { installing, waiting } = scope.registration;
  if (installing === null && waiting === null) await builds.sweep(await openPages());
}

scope.addEventListener("install", (event) => event.waitUntil(builds.store()));

scope.addEventListener("activate", (event) => {
  const start = async () => {
    await builds.takeOver(await openPages());
    // The first visit is served from here as soon as everything is there, not only after a reload.
    await scope.clients.claim();
    await sweep();
  };
  event.waitUntil(start());
});

scope.addEventListener("message", (event) => {
  if (event.data === "take over") event.waitUntil(scope.skipWaiting());
  if (event.data === "page opened") event.waitUntil(sweep());
});

scope.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(folder)) return;
  event.respondWith(builds.find(request.url).then((found) => found ?? fetch(request)));
});

// A press on a notification brings the app to the front.
scope.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const show = async () => {
    const [page] = await scope.clients.matchAll({ type: "window", includeUncontrolled: true });
    return page === undefined ? scope.clients.openWindow(`${folder}#/oncall`) : page.focus();
  };
  event.waitUntil(show());
});
