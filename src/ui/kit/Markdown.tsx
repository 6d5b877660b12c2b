import { lazy, Suspense } from "react";
import css from "./Markdown.module.css";

const Body = lazy(() => import("./MarkdownBody"));

/**
 * Text written in Markdown. The renderer is loaded when first needed; until then the text stands as it was written.
 * HTML in it is ignored, pictures are not loaded, and only http, https, mailto and in-page links are links.
 */
export function Markdown({ text }: { text: string }) {
  return (
    <div className={css.prose}>
      <Suspense fallback={<p className={css.plain}>{text}</p>}>
        <Body text={text} />
      </Suspense>
    </div>
  );
}
