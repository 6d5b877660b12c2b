import type { ReactNode } from "react";
import { cx } from "./cx";
import css from "./Sign.module.css";

export type Health = "ok" | "degraded" | "down" | "unknown";
/** Meaning of a colour: `good` green, `warn` amber, `bad` red, `info` accent, `neutral` grey. */
export type Tone = "good" | "warn" | "bad" | "info" | "neutral";
export type Severity = 1 | 2 | 3 | 4 | "?";
export type VersionKind = "current" | "new" | "old";

const HEALTH_WORD: Record<Health, string> = { ok: "healthy", degraded: "degraded", down: "down", unknown: "unknown" };

/** SVG body of a health sign in a 12 × 12 box, for use inside another SVG: disc, triangle, crossed square, dashed ring. */
export function HealthShape({ health }: { health: Health }) {
  switch (health) {
    case "ok":
      return <circle cx="6" cy="6" r="4.5" fill="var(--ok)" />;
    case "degraded":
      return <path d="M6 1 11.4 10.6H.6Z" fill="var(--warn)" />;
    case "down":
      return (
        <>
          <rect x="1" y="1" width="10" height="10" rx="1" fill="var(--bad)" />
          <path d="M3.8 3.8l4.4 4.4m0-4.4L3.8 8.2" stroke="var(--bg)" strokeWidth="1.6" fill="none" />
        </>
      );
    case "unknown":
      return (
        <circle cx="6" cy="6" r="4.4" fill="none" stroke="var(--unknown)" strokeWidth="1.6" strokeDasharray="2.3 2.3" />
      );
  }
}

/** Health as shape, colour and word. `hideWord` keeps the word for screen readers only. */
export function HealthSign({ health, word, hideWord = false }: { health: Health; word?: string; hideWord?: boolean }) {
  return (
    <span className={cx(css.sign, css[health])}>
      <svg viewBox="0 0 12 12" width="11" height="11" aria-hidden="true">
        <HealthShape health={health} />
      </svg>
      <span className={hideWord ? "visually-hidden" : undefined}>{word ?? HEALTH_WORD[health]}</span>
    </span>
  );
}

/** Severity 1 (worst) to 4 as rising bars, colour and word; `?` while nobody has set it. */
export function SeverityBadge({ severity }: { severity: Severity }) {
  const filled = severity === "?" ? 0 : 5 - severity;
  return (
    <span className={cx(css.severity, severity === "?" ? css.sevUnset : css[`sev${severity}`])}>
      <svg viewBox="0 0 15 12" width="14" height="11" aria-hidden="true">
        {[0, 1, 2, 3].map((bar) => (
          <rect
            key={bar}
            x={bar * 4}
            y={8 - bar * 2.6}
            width="2.6"
            height={4 + bar * 2.6}
            rx="0.6"
            opacity={bar < filled ? 1 : 0.28}
          />
        ))}
      </svg>
      {severity === "?" ? "SEV ?" : `SEV-${severity}`}
    </span>
  );
}

const TONE_SHAPE: Record<Tone, ReactNode> = {
  good: <path d="M2 6.3 4.9 9 10 3.2" fill="none" stroke="currentcolor" strokeWidth="1.9" />,
  warn: <path d="M6 1 11.4 10.6H.6Z" fill="currentcolor" />,
  bad: <path d="M2.5 2.5l7 7m0-7-7 7" fill="none" stroke="currentcolor" strokeWidth="1.9" />,
  info: <path d="M6 1 11 6 6 11 1 6Z" fill="currentcolor" />,
  neutral: <circle cx="6" cy="6" r="3.4" fill="none" stroke="currentcolor" strokeWidth="1.7" />,
};

/** The small shape that goes with a tone, in the current colour; decorative. */
export function ToneShape({ tone }: { tone: Tone }) {
  return (
    <svg viewBox="0 0 12 12" width="10" height="10" aria-hidden="true" className={css.toneShape}>
      {TONE_SHAPE[tone]}
    </svg>
  );
}

/** A word with a shape and a colour: the state of a thing. `plain` leaves out the tinted ground. */
export function Status({ tone, children, plain = false }: { tone: Tone; children: ReactNode; plain?: boolean }) {
  return (
    <span className={cx(css.status, css[tone], plain && css.plain)}>
      <ToneShape tone={tone} />
      <span>{children}</span>
    </span>
  );
}

/** A short neutral label or count. */
export function Badge({ children, tone = "neutral" }: { children: ReactNode; tone?: Tone }) {
  return <span className={cx(css.badge, css[tone])}>{children}</span>;
}

const VERSION_WORD: Record<VersionKind, string> = { current: "current", new: "newest", old: "older" };

/** A version label with its place: filled diamond newest, hollow diamond older, dot current. */
export function VersionTag({ version, kind = "current" }: { version: string; kind?: VersionKind }) {
  return (
    <span className={cx(css.version, css[`version-${kind}`])} title={`${version}, ${VERSION_WORD[kind]}`}>
      <svg viewBox="0 0 12 12" width="9" height="9" aria-hidden="true">
        {kind === "current" ? (
          <circle cx="6" cy="6" r="3" fill="currentcolor" />
        ) : (
          <path
            d="M6 1 11 6 6 11 1 6Z"
            fill={kind === "new" ? "currentcolor" : "none"}
            stroke="currentcolor"
            strokeWidth="1.5"
          />
        )}
      </svg>
      {version}
      {kind !== "current" && <span className="visually-hidden">, {VERSION_WORD[kind]}</span>}
    </span>
  );
}
