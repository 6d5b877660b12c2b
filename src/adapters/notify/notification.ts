import type { PagerMeans } from "#session/contract";

/** One at a time: the next replaces the one before. */
const TAG = "meantime-page";

type Permission = PagerMeans["notification"];

/** The browser's notifications; absent in old ones, and on phones outside an installed app. */
const api = (): typeof Notification | null => (typeof Notification === "function" ? Notification : null);

const WORDS: Readonly<Record<NotificationPermission, Permission>> = {
  granted: "granted",
  default: "ask",
  denied: "blocked",
};

/** System notifications, feature-detected. */
export class Notices {
  private shown: Notification | null = null;

  permission(): Permission {
    // Over plain HTTP browsers have them in name only: always refused, never asked.
    if (!isSecureContext) return "insecure";
    const kind = api();
    return kind === null ? "missing" : WORDS[kind.permission];
  }

  async ask(): Promise<void> {
    if (this.permission() !== "ask") return;
    try {
      await api()?.requestPermission();
    } catch {
      // A browser that does not let itself be asked has answered.
    }
  }

  show(title: string, body: string, silent: boolean): void {
    const kind = api();
    if (kind === null || this.permission() !== "granted") return;
    const options = { body, silent, tag: TAG, renotify: true, requireInteraction: true, icon: "icon-192.png" };
    try {
      this.shown = new kind(title, options);
      this.shown.onclick = () => {
        focus();
        this.shown?.close();
      };
    } catch {
      // Phones show them only through the service worker, which answers presses itself (public/notification.js).
      void this.worker((registration) => registration.showNotification(title, options));
    }
  }

  close(): void {
    this.shown?.close();
    this.shown = null;
    void this.worker(async (registration) => {
      for (const each of await registration.getNotifications({ tag: TAG })) each.close();
    });
  }

  private async worker(work: (registration: ServiceWorkerRegistration) => Promise<void>): Promise<void> {
    const { serviceWorker } = navigator as { readonly serviceWorker?: ServiceWorkerContainer };
    try {
      const registration = await serviceWorker?.getRegistration();
      if (registration !== undefined) await work(registration);
    } catch {
      // Then there is no notification; the sound, the tab and the screen still tell.
    }
  }
}
