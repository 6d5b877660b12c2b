// Says so when Meantime does not start, and leads to what is stored. Shares nothing with the app on purpose: it has to work when
// no script of the app can be loaded, or one throws at once. What it shows is replaced as soon as the app is there.
"use strict";

(() => {
  // Longer than the app itself waits for the browser's storage.
  const PATIENCE_MS = 15000;
  const AFTER_ERROR_MS = 1000;

  /** Of a file that was cut off even the place for the app may be missing. */
  const place = () => document.getElementById("root") ?? document.body;

  /** @param {string} tag @param {(string | Node)[]} content */
  const element = (tag, ...content) => {
    const made = document.createElement(tag);
    made.append(...content);
    return made;
  };

  /** @param {string} title */
  const say = (title) => {
    const root = place();
    if (root.childElementCount > 0) return;
    const again = element("button", "Try again");
    again.addEventListener("click", () => location.reload());
    again.style.cssText =
      "font: inherit; padding: 0.5rem 1rem; border: 1px solid; border-radius: 4px; background: ButtonFace; color: ButtonText";
    const rescue = element("a", "rescue page");
    rescue.href = "./rescue.html";
    rescue.style.color = "LinkText";
    const heading = element("h1", title);
    heading.style.cssText = "margin: 1rem 0; font-size: 2rem; line-height: 1.2";
    const main = element(
      "main",
      heading,
      element(
        "p",
        "A part of it could not be loaded, or failed at once. What you played and wrote is still in this browser: nothing of it was changed.",
      ),
      element("p", again),
      element("p", "If that does not help, the ", rescue, " saves everything as a file, without the rest of Meantime."),
    );
    for (const paragraph of main.querySelectorAll("p")) paragraph.style.margin = "1rem 0";
    main.style.cssText = "margin: 0 auto; max-width: 40rem; padding: 2rem 1rem; font: 1rem/1.5 system-ui, sans-serif";
    const whole = element("div", main);
    whole.setAttribute("role", "alert");
    // The app's own colours may be missing; these are the browser's, dark or light.
    whole.style.cssText = "min-height: 100vh; color-scheme: dark light; background: Canvas; color: CanvasText";
    root.append(whole);
  };

  const failed = () => setTimeout(() => say("Meantime did not start"), AFTER_ERROR_MS);
  // Scripts that cannot be loaded say so on their way down only.
  addEventListener("error", failed, true);
  addEventListener("unhandledrejection", failed);
  // A file that was cut off says nothing at all.
  addEventListener("load", () => document.getElementById("root") === null && failed());
  setTimeout(() => say("Meantime has not started yet"), PATIENCE_MS);
})();
