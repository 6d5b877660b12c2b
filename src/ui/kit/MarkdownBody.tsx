import ReactMarkdown, { type Components } from "react-markdown";

/** The link when it is harmless, else an empty string (react-markdown then renders no target). */
export function safeUrl(url: string): string {
  if (url.startsWith("#")) return url;
  return /^(https?:\/\/|mailto:)/i.test(url) ? url : "";
}

const components: Components = {
  a: ({ href, children }) => {
    if (!href) return <span>{children}</span>;
    return href.startsWith("#") ? (
      <a href={href}>{children}</a>
    ) : (
      <a href={href} target="_blank" rel="noopener noreferrer">
        {children}
      </a>
    );
  },
  // The page has its own h1 and h2; headings of a text stand below them.
  h1: ({ children }) => <h3>{children}</h3>,
  h2: ({ children }) => <h4>{children}</h4>,
  h3: ({ children }) => <h5>{children}</h5>,
};

/** The part of Markdown that is loaded lazily. */
export default function MarkdownBody({ text }: { text: string }) {
  return (
    <ReactMarkdown components={components} urlTransform={safeUrl} disallowedElements={["img"]} skipHtml>
      {text}
    </ReactMarkdown>
  );
}
