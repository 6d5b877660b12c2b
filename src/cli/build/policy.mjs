import { createHash } from "node:crypto";

/** Chromium itself writes attributes of style into an editor when all its text is replaced by typing. */
const STYLE_ATTRIBUTES = "'unsafe-inline'";

/** What the built page may do; everything that is not named is forbidden. */
const RULES = {
  "default-src": "'none'",
  "script-src": "'self'",
  // No elements of style: what libraries would write into the page goes the way of `sheets`.
  "style-src": "'self'",
  "style-src-attr": STYLE_ATTRIBUTES,
  "font-src": "'self'",
  "img-src": "'self' data: blob:",
  // Recordings are played from memory.
  "media-src": "blob:",
  "connect-src": "'self'",
  "worker-src": "'self'",
  "manifest-src": "'self'",
  "base-uri": "'none'",
  "form-action": "'none'",
};

/** The one file has nobody to talk to: its scripts and styles are named by their digests, the rest it carries itself. */
const RULES_OF_ONE_FILE = {
  "default-src": "'none'",
  "style-src-attr": STYLE_ATTRIBUTES,
  "font-src": "data:",
  "img-src": "data: blob:",
  "media-src": "blob:",
  "worker-src": "blob:",
  "base-uri": "'none'",
  "form-action": "'none'",
};

/** @param {string} text */
const digest = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/**
 * What stands between the tags of a kind, as digests.
 * @param {string} html
 * @param {"script" | "style"} tag
 */
const inline = (html, tag) =>
  [...html.matchAll(new RegExp(`<${tag}\\b[^>]*>([\\s\\S]*?)</${tag}>`, "g"))].map(([, text]) => digest(text ?? ""));

/** Has to stand among the first kilobyte; the policy stands before everything else. */
const CHARSET = '<meta charset="utf-8" />';

/** @param {Readonly<Record<string, string>>} rules */
const policyOf = (rules) =>
  Object.entries(rules)
    .map((rule) => rule.join(" "))
    .join("; ");

/**
 * @param {string} html
 * @param {string} policy
 */
const withPolicy = (html, policy) =>
  html.replace(CHARSET, () => `${CHARSET}\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`);

/**
 * The built page may talk to nobody but the place it came from. Only in the build: the development server injects inline
 * scripts for hot reload.
 * @param {string} [sync] one more server it may talk to, for game days: `wss://…`
 * @returns {import("vite").Plugin}
 */
export const contentSecurityPolicy = (sync = "") => {
  const rules = sync === "" ? RULES : { ...RULES, "connect-src": `${RULES["connect-src"]} ${new URL(sync).origin}` };
  return {
    name: "content-security-policy",
    apply: "build",
    transformIndexHtml: { order: "post", handler: (html) => withPolicy(html, policyOf(rules)) },
  };
};

/**
 * The policy of a page that holds everything itself.
 * @param {string} html with nothing but what the build has put into it
 */
export const sealed = (html) =>
  withPolicy(
    html,
    policyOf({
      ...RULES_OF_ONE_FILE,
      "script-src": inline(html, "script").join(" "),
      // Scripts may speak of elements.
      "style-src": inline(html.replace(/<script\b[\s\S]*?<\/script>/g, ""), "style").join(" "),
    }),
  );

/** Only elements of style are inline code; sheets that a script makes are not. */
const SINGLETON = `
import { useEffect } from "react";
export function styleSingleton() {
  let users = 0;
  let sheet = null;
  const add = (styles) => {
    users += 1;
    if (users > 1) return;
    sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  };
  const remove = () => {
    users -= 1;
    if (users === 0) document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
  };
  return function Sheet({ styles, dynamic }) {
    useEffect(() => {
      add(styles);
      return remove;
    }, [styles && dynamic]);
    return null;
  };
}`;

/** In style-mod, which CodeMirror uses: only shadow roots are given sheets. */
const ONLY_SHADOW = "!root.head && root.adoptedStyleSheets";

/**
 * Two libraries put elements of style into the page while it runs: the editor, and what holds the page still behind a
 * dialog. The policy would have to allow every inline style for them. They make style sheets instead.
 * @returns {import("vite").Plugin}
 */
export const sheets = () => ({
  name: "style-sheets",
  apply: "build",
  load: {
    filter: { id: /react-style-singleton[\\/]dist[\\/]es2015[\\/]index\.js$/ },
    handler: () => SINGLETON,
  },
  transform: {
    filter: { id: /style-mod[\\/]src[\\/]style-mod\.js$/ },
    handler(code) {
      if (!code.includes(ONLY_SHADOW)) this.error("style-mod decides differently now between sheets and elements");
      return code.replace(ONLY_SHADOW, ONLY_SHADOW.slice("!root.head && ".length));
    },
  },
});
