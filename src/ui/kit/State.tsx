import type { ReactNode } from "react";
import { cx } from "./cx";
import { type Tone, ToneShape } from "./Sign";
import css from "./State.module.css";

/** Nothing to show, why, and what to do about it. */
export function EmptyState({
  title,
  children,
  icon,
  action,
}: {
  title: string;
  children?: ReactNode;
  icon?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={css.state}>
      {icon !== undefined && <span className={css.icon}>{icon}</span>}
      <p className={css.title}>{title}</p>
      {children !== undefined && <div className={css.text}>{children}</div>}
      {action !== undefined && <div className={css.action}>{action}</div>}
    </div>
  );
}

/** Something failed: what, what still works, and what to do. Read out at once. */
export function ErrorState({
  title,
  children,
  detail,
  action,
  isPage = false,
}: {
  title: string;
  children?: ReactNode;
  /** Technical text, folded away. */
  detail?: string | undefined;
  action?: ReactNode;
  /** Stands in the place of a whole page, and has its heading. */
  isPage?: boolean;
}) {
  const Title = isPage ? "h1" : "p";
  const state = (
    <div role="alert" className={css.state}>
      <Title className={cx(css.title, css.failed)}>
        <ToneShape tone="bad" /> {title}
      </Title>
      {children !== undefined && <div className={css.text}>{children}</div>}
      {action !== undefined && <div className={css.action}>{action}</div>}
      {detail !== undefined && (
        <details className={css.detail}>
          <summary>Technical details</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
          <pre tabIndex={0}>{detail}</pre>
        </details>
      )}
    </div>
  );
  return isPage ? <main>{state}</main> : state;
}

/** Grey lines in the place of text that is coming; keeps the room so that nothing jumps. */
export function Skeleton({ lines = 3, height }: { lines?: number; height?: number | string }) {
  if (height !== undefined) return <div aria-hidden="true" className={css.block} style={{ height }} />;
  return (
    <div aria-hidden="true" className={css.skeleton}>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical lines
        <div key={line} className={css.line} style={{ width: `${92 - ((line * 23) % 41)}%` }} />
      ))}
    </div>
  );
}

/** A part of the page that is on its way, said in words too. */
export function Loading({
  label = "Loading",
  lines = 3,
  height,
}: {
  label?: string;
  lines?: number;
  height?: number | string;
}) {
  return (
    <div role="status" className={css.loading}>
      <span className="visually-hidden">{label}</span>
      <Skeleton lines={lines} {...(height !== undefined && { height })} />
    </div>
  );
}

/** A note set apart: a shape and colour for its tone, an optional title, and the text. */
export function Callout({
  tone = "info",
  title,
  children,
  action,
}: {
  tone?: Tone;
  title?: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div role="note" className={cx(css.callout, css[tone])}>
      <span className={css.calloutSign}>
        <ToneShape tone={tone} />
      </span>
      <div className={css.calloutText}>
        {title !== undefined && <strong>{title}</strong>}
        {children !== undefined && <div>{children}</div>}
      </div>
      {action !== undefined && <div className={css.calloutAction}>{action}</div>}
    </div>
  );
}
