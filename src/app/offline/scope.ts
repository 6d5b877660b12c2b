/** The parts of a service worker's world that ours uses; the page's own types do not have them. */
export interface Scope {
  readonly registration: {
    /** Address of the folder that is served, with a slash at its end. */
    readonly scope: string;
    readonly installing: unknown;
    readonly waiting: unknown;
  };
  readonly clients: {
    claim(): Promise<void>;
    matchAll(options: { readonly type: "window"; readonly includeUncontrolled: true }): Promise<readonly Page[]>;
    openWindow(address: string): Promise<unknown>;
  };
  skipWaiting(): Promise<void>;
  addEventListener<K extends keyof Events>(kind: K, listener: (event: Events[K]) => void): void;
}

interface Page {
  readonly id: string;
  focus(): Promise<unknown>;
}

interface Lasting {
  /** The worker lives until it settles; an installation fails when it rejects. */
  waitUntil(work: Promise<unknown>): void;
}

interface Events {
  readonly install: Lasting;
  readonly activate: Lasting;
  readonly message: Lasting & { readonly data: unknown };
  readonly fetch: Lasting & { readonly request: Request; respondWith(answer: Promise<Response>): void };
  readonly notificationclick: Lasting & { readonly notification: { close(): void } };
}
