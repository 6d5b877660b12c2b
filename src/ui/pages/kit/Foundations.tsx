import { Section } from "../../kit/Page";
import { Badge, HealthSign, SeverityBadge, Status, VersionTag } from "../../kit/Sign";
import { Stack } from "../../kit/Stack";
import css from "./KitPage.module.css";

const GROUNDS = [
  "bg",
  "surface",
  "raised",
  "hover",
  "active",
  "line",
  "line-strong",
  "text",
  "text-2",
  "text-3",
  "accent",
];
const SERIES = [
  "series-1",
  "series-2",
  "series-3",
  "series-4",
  "series-5",
  "series-6",
  "series-7",
  "series-8",
  "series-other",
];

function Swatches({ names }: { names: readonly string[] }) {
  return (
    <div className={css.swatches}>
      {names.map((name) => (
        <div key={name} className={css.swatch}>
          <i style={{ background: `var(--${name})` }} />
          {name}
        </div>
      ))}
    </div>
  );
}

function Signs() {
  return (
    <Stack gap={3}>
      <Stack row wrap gap={4}>
        <HealthSign health="ok" />
        <HealthSign health="degraded" />
        <HealthSign health="down" />
        <HealthSign health="unknown" />
      </Stack>
      <Stack row wrap gap={4}>
        <SeverityBadge severity={1} />
        <SeverityBadge severity={2} />
        <SeverityBadge severity={3} />
        <SeverityBadge severity={4} />
        <SeverityBadge severity="?" />
      </Stack>
      <Stack row wrap>
        <Status tone="good">done</Status>
        <Status tone="warn">waiting</Status>
        <Status tone="bad">failed</Status>
        <Status tone="info">running</Status>
        <Status tone="neutral">idle</Status>
        <Badge>12</Badge>
      </Stack>
      <Stack row wrap gap={4}>
        <VersionTag version="v418" kind="new" />
        <VersionTag version="v417" />
        <VersionTag version="v416" kind="old" />
      </Stack>
    </Stack>
  );
}

/** Colour, type and signs, in both themes side by side. */
export function Foundations() {
  return (
    <>
      <Section title="Colour and signs">
        <div className={css.two}>
          {(["dark", "light"] as const).map((theme) => (
            <div key={theme} data-theme={theme} className={css.theme}>
              <Swatches names={GROUNDS} />
              <Swatches names={SERIES} />
              <Signs />
            </div>
          ))}
        </div>
      </Section>
      <Section title="Type">
        <div className={css.type}>
          <p style={{ fontSize: "var(--text-xxl)", fontWeight: "var(--weight-strong)" }}>
            22 A page's one title, 3,120
          </p>
          <p style={{ fontSize: "var(--text-xl)", fontWeight: "var(--weight-strong)" }}>16 A heading</p>
          <p style={{ fontSize: "var(--text-l)" }}>
            14 For reading at length: what happened, to whom, and what is being done.
          </p>
          <p>13 The default, with figures of one width: 12:14:32 · 11:11:11 · 88,888</p>
          <p className="muted" style={{ fontSize: "var(--text-s)" }}>
            12 Labels and quiet facts
          </p>
          <p className="mono">13 Machine text: level=error status=502 took=812ms</p>
        </div>
      </Section>
    </>
  );
}
