import ReactMarkdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";

/** The link when it is harmless, else an empty string (react-markdown then renders no target). */
export function safeUrl(url: string): string {
  if (url.startsWith("#")) return url;
  return /^(https?:\/\/|mailto:)/i.test(url) ? url : "";
}

function headings(text: string, level: number): Components {
  const depths = [...text.matchAll(/^ {0,3}(#{1,6})\s/gm)].map((match) => (match[1] ?? "").length);
  const highest = depths.length > 0 ? Math.min(...depths) : 1;
  const at = (depth: number) => `h${Math.min(6, level + depth - highest)}` as "h2" | "h3" | "h4" | "h5" | "h6";
  return { h1: at(1), h2: at(2), h3: at(3), h4: at(4), h5: at(5), h6: at(6) };
}

const LINK: NonNullable<Components["a"]> = ({ href, children }) => {
  if (!href) return <span>{children}</span>;
  return href.startsWith("#") ? (
    <a href={href}>{children}</a>
  ) : (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
};

/** Tables, task lists and strike-through, as people write them in runbooks. */
const GFM = [remarkGfm];

/** The part of Markdown that is loaded lazily. The highest heading of the text becomes `level`, the others follow. */
export default function MarkdownBody({ text, level }: { text: string; level: number }) {
  return (
    <ReactMarkdown
      remarkPlugins={GFM}
      components={{ ...headings(text, level), a: LINK }}
      urlTransform={safeUrl}
      disallowedElements={["img"]}
      skipHtml
    >
      {text}
    </ReactMarkdown>
  );
}
