import { lazy, Suspense } from "react";
import css from "./Markdown.module.css";

const Body = lazy(() => import("./MarkdownBody"));

/**
 * Text written in Markdown. The renderer is loaded when first needed; until then the text stands as it was written.
 * HTML in it is ignored, pictures are not loaded, and only http, https, mailto and in-page links are links. `level` is that of its highest heading (4 inside a Panel).
 */
export function Markdown({ text, level = 4 }: { text: string; level?: 2 | 3 | 4 | 5 }) {
  return (
    <div className={css.prose}>
      <Suspense fallback={<p className={css.plain}>{text}</p>}>
        <Body text={text} level={level} />
      </Suspense>
    </div>
  );
}
