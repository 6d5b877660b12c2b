// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ringSamples } from "#adapters/notify/bell";
import { browserPager } from "#adapters/notify/index";

interface Shown {
  readonly title: string;
  readonly options: NotificationOptions;
  onclick: (() => void) | null;
  isClosed: boolean;
}

let shown: Shown[] = [];
let asked = 0;

/** The browser's notifications, with a permission and the answer somebody gives when asked. */
function notifications(permission: NotificationPermission, answer: NotificationPermission = "granted") {
  class Fake implements Shown {
    static permission = permission;
    static async requestPermission() {
      asked += 1;
      Fake.permission = answer;
      return answer;
    }
    onclick: (() => void) | null = null;
    isClosed = false;
    constructor(
      readonly title: string,
      readonly options: NotificationOptions,
    ) {
      shown.push(this);
    }
    close() {
      this.isClosed = true;
    }
  }
  vi.stubGlobal("Notification", Fake);
}

class FakeParam {
  value = 1;
  setTargetAtTime(value: number) {
    this.value = value;
  }
}

let contexts: FakeContext[] = [];

/** As a browser has it: suspended until it may play. */
class FakeContext {
  state = "suspended";
  sampleRate = 8000;
  currentTime = 0;
  destination = {};
  gain = new FakeParam();
  starts = 0;
  stops = 0;
  constructor() {
    contexts.push(this);
  }
  async resume() {
    this.state = "running";
  }
  createBuffer = () => ({ copyToChannel: () => undefined });
  createBufferSource = () => ({
    connect: (next: unknown) => next,
    disconnect: () => undefined,
    start: () => {
      this.starts += 1;
    },
    stop: () => {
      this.stops += 1;
    },
  });
  createGain = () => ({ gain: this.gain, connect: () => undefined, disconnect: () => undefined });
}

beforeEach(() => {
  shown = [];
  asked = 0;
  contexts = [];
  document.head.innerHTML = '<link rel="icon" href="./icon.svg" />';
  document.title = "Meantime";
  vi.stubGlobal("isSecureContext", true);
  vi.stubGlobal("AudioContext", FakeContext);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe("notifications", () => {
  it("M32 are missing where the browser has none, and showing one does nothing", async () => {
    vi.stubGlobal("Notification", undefined);
    const pager = browserPager();
    expect(pager.means().notification).toBe("missing");
    expect((await pager.allow()).notification).toBe("missing");
    expect(() => pager.notify("You are paged", "INC-1", false)).not.toThrow();
  });

  it("M32 are not asked for over plain HTTP, where they are always refused", async () => {
    vi.stubGlobal("isSecureContext", false);
    notifications("denied");
    const pager = browserPager();
    expect((await pager.allow()).notification).toBe("insecure");
    pager.notify("You are paged", "INC-1", false);
    expect([asked, shown.length]).toEqual([0, 0]);
  });

  it("M32 are asked for only by allow, and only once", async () => {
    notifications("default");
    const pager = browserPager();
    expect(pager.means().notification).toBe("ask");
    pager.ring(1);
    pager.notify("You are paged", "INC-1", false);
    pager.mark(true);
    expect(asked).toBe(0);
    expect((await pager.allow()).notification).toBe("granted");
    await pager.allow();
    expect(asked).toBe(1);
  });

  it("M32 that were refused say so and are left alone", async () => {
    notifications("default", "denied");
    const pager = browserPager();
    expect((await pager.allow()).notification).toBe("blocked");
    pager.notify("You are paged", "INC-1", false);
    expect(shown).toEqual([]);
  });

  it("replace each other, bring the tab to the front, and go with the mark", () => {
    notifications("granted");
    const front = vi.fn();
    vi.stubGlobal("focus", front);
    const pager = browserPager();
    pager.notify("You are paged", "INC-1 Nobody gets in", false);
    expect(shown[0]).toMatchObject({ title: "You are paged", options: { body: "INC-1 Nobody gets in" } });
    pager.notify("Still nobody", "INC-1", true);
    expect(shown.map(({ options }) => options.silent)).toEqual([false, true]);
    expect(shown[1]?.options.tag).toBe(shown[0]?.options.tag);
    shown[1]?.onclick?.();
    expect(front).toHaveBeenCalledOnce();
    pager.notify("Again", "INC-1", false);
    pager.mark(false);
    expect(shown[2]?.isClosed).toBe(true);
  });

  it("come from the service worker where a page may not show them itself", async () => {
    notifications("granted");
    const plain = Notification;
    const refusing = Object.assign(
      function refuse() {
        throw new TypeError("Illegal constructor");
      },
      { permission: plain.permission },
    );
    vi.stubGlobal("Notification", refusing);
    const close = vi.fn();
    const registration = { showNotification: vi.fn(async () => undefined), getNotifications: async () => [{ close }] };
    Object.defineProperty(navigator, "serviceWorker", {
      configurable: true,
      value: { getRegistration: async () => registration },
    });
    const pager = browserPager();
    pager.notify("You are paged", "INC-1", false);
    await vi.waitFor(() => expect(registration.showNotification).toHaveBeenCalledOnce());
    pager.mark(false);
    await vi.waitFor(() => expect(close).toHaveBeenCalledOnce());
    Object.defineProperty(navigator, "serviceWorker", { configurable: true, value: undefined });
  });
});

describe("sound", () => {
  it("M32 waits for a press in the tab, and is heard from then on", async () => {
    const pager = browserPager();
    expect(pager.means().sound).toBe("press");
    pager.ring(0.3);
    const [context] = contexts;
    if (context !== undefined) context.state = "suspended";
    dispatchEvent(new Event("pointerdown"));
    expect(context?.state).toBe("running");
    expect(pager.means().sound).toBe("ready");
  });

  it("M32 is missing where there is no audio", () => {
    vi.stubGlobal("AudioContext", undefined);
    const pager = browserPager();
    expect(pager.means().sound).toBe("missing");
    expect(() => pager.ring(1)).not.toThrow();
  });

  it("M27 changes its loudness without beginning again, and stops", () => {
    const pager = browserPager();
    pager.ring(0.3);
    pager.ring(1);
    expect(contexts[0]).toMatchObject({ starts: 1, stops: 0, gain: { value: 1 } });
    pager.silence();
    pager.silence();
    expect(contexts[0]?.stops).toBe(1);
    pager.ring(0.3);
    expect(contexts).toHaveLength(1);
    expect(contexts[0]?.starts).toBe(2);
  });

  it("is a few tones and a rest, without clipping and without a click", () => {
    const samples = ringSamples(8000);
    expect(samples).toHaveLength(32_000);
    const peak = samples.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
    expect(peak).toBeGreaterThan(0.7);
    expect(peak).toBeLessThan(1);
    expect(samples[0]).toBe(0);
    expect(samples.slice(16_000).every((each) => each === 0)).toBe(true);
  });
});

describe("marks", () => {
  it("stand on title and icon of the tab, also after the page has set its title again, and go without a trace", () => {
    const pager = browserPager();
    pager.mark(true);
    expect(document.title).toBe("● Page · Meantime");
    expect(document.querySelector("link")?.getAttribute("href")).toMatch(/^data:image\/svg/);
    document.title = "On call · Meantime";
    pager.mark(true);
    expect(document.title).toBe("● Page · On call · Meantime");
    pager.mark(false);
    expect(document.title).toBe("On call · Meantime");
    expect(document.querySelector("link")?.getAttribute("href")).toBe("./icon.svg");
  });

  it("M32 are on the app's icon where the browser can, and a refusal there is no trouble", async () => {
    expect(browserPager().means().badge).toBe(false);
    const set = vi.fn(async () => {
      throw new Error("not installed");
    });
    const clear = vi.fn(async () => undefined);
    Object.assign(navigator, { setAppBadge: set, clearAppBadge: clear });
    const pager = browserPager();
    expect(pager.means().badge).toBe(true);
    pager.mark(true);
    pager.mark(true);
    pager.mark(false);
    expect([set.mock.calls.length, clear.mock.calls.length]).toEqual([1, 1]);
    Object.assign(navigator, { setAppBadge: undefined, clearAppBadge: undefined });
  });
});
