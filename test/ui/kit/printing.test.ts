// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from "vitest";
import { applyTheme, getTheme, setThemeChoice, subscribeTheme, watchPrinting } from "#ui/kit/theme";

afterEach(() => setThemeChoice("system"));

describe("printing", () => {
  it("turns everything light on paper, charts included, and goes back to what was chosen", () => {
    watchPrinting();
    setThemeChoice("dark");
    const repaint = vi.fn();
    const stop = subscribeTheme(repaint);
    dispatchEvent(new Event("beforeprint"));
    expect([document.documentElement.dataset.theme, getTheme()]).toEqual(["light", "light"]);
    expect(repaint).toHaveBeenCalledOnce();
    dispatchEvent(new Event("afterprint"));
    expect([document.documentElement.dataset.theme, getTheme()]).toEqual(["dark", "dark"]);
    stop();
    applyTheme();
    expect(document.documentElement.dataset.theme).toBe("dark");
  });
});
