import type { ReactNode } from "react";
import { cx } from "./cx";
import css from "./Page.module.css";

/**
 * The frame of a page: skip link, header, main landmark, and on phones a bar at the bottom. `fill` gives main the
 * height of the window (a console with panels that scroll themselves); otherwise the page scrolls.
 */
export function Page({
  header,
  rail,
  bottomBar,
  footer,
  fill = false,
  children,
}: {
  header?: ReactNode;
  /** Narrow navigation at the left edge; not shown on phones. */
  rail?: ReactNode;
  /** A <BottomBar/>; only shown on phones. */
  bottomBar?: ReactNode;
  footer?: ReactNode;
  fill?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={cx(css.page, fill && css.fill)}>
      {/* biome-ignore lint/a11y/useValidAnchor: it is a link within the page, but the hash is the router's */}
      <a
        href="#main"
        data-print="hide"
        className={css.skip}
        onClick={(event) => {
          event.preventDefault();
          document.getElementById("main")?.focus();
        }}
      >
        Skip to content
      </a>
      {header !== undefined && (
        <header data-print="hide" className={css.header}>
          {header}
        </header>
      )}
      <div className={css.middle}>
        {rail !== undefined && <div className={css.rail}>{rail}</div>}
        <main id="main" tabIndex={-1} className={css.main}>
          {children}
        </main>
      </div>
      {footer !== undefined && <footer className={css.footer}>{footer}</footer>}
      {bottomBar}
    </div>
  );
}

/** A titled part of a page. */
export function Section({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <section className={css.section}>
      <div className={css.sectionHead}>
        <h2>{title}</h2>
        {actions}
      </div>
      {children}
    </section>
  );
}

/** A framed panel with a quiet title line; its body scrolls. `flush` leaves out the inner space (tables, lists). */
export function Panel({
  title,
  actions,
  flush = false,
  label,
  children,
}: {
  title?: ReactNode;
  actions?: ReactNode;
  flush?: boolean;
  /** Accessible name where the title is not plain text. */
  label?: string;
  children: ReactNode;
}) {
  return (
    <section aria-label={label ?? (typeof title === "string" ? title : undefined)} className={css.panel}>
      {(title !== undefined || actions !== undefined) && (
        <div className={css.panelHead}>
          <h3 className={css.panelTitle}>{title}</h3>
          {actions}
        </div>
      )}
      <div className={cx(css.panelBody, flush && css.flush)}>{children}</div>
    </section>
  );
}

export interface BarItem {
  readonly id: string;
  readonly label: string;
  readonly icon: ReactNode;
  /** A number waiting there. */
  readonly count?: number;
}

/** Navigation at the bottom edge of a phone: up to five places, one tap each. Not rendered visibly on wide screens. */
export function BottomBar({
  label,
  items,
  current,
  onSelect,
}: {
  label: string;
  items: readonly BarItem[];
  current: string;
  onSelect: (id: string) => void;
}) {
  return (
    <nav aria-label={label} className={css.bottom}>
      {items.map((item) => (
        <button
          key={item.id}
          type="button"
          aria-current={item.id === current ? "page" : undefined}
          onClick={() => onSelect(item.id)}
          className={css.bottomItem}
        >
          <span className={css.bottomIcon}>
            {item.icon}
            {item.count !== undefined && item.count > 0 && (
              <span className={css.count}>
                {item.count > 99 ? "99+" : item.count}
                <span className="visually-hidden"> waiting</span>
              </span>
            )}
          </span>
          {item.label}
        </button>
      ))}
    </nav>
  );
}
