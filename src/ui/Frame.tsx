import { Moon, Sun } from "lucide-react";
import type { ReactNode } from "react";
import { useHashLocation } from "wouter/use-hash-location";
import css from "./Frame.module.css";
import { IconButton } from "./kit/Button";
import { Page } from "./kit/Page";
import { useTheme } from "./kit/theme";
import { signRoom } from "./sign-room";

/** Where one can go outside a run. */
const PLACES = [
  { path: "/", label: "Incidents" },
  { path: "/questions", label: "Questions" },
  { path: "/interviews", label: "Interviews" },
  { path: "/progress", label: "Progress" },
  { path: "/stories", label: "Stories" },
  { path: "/library", label: "Library" },
  { path: "/oncall", label: "On call" },
  { path: "/gameday", label: "Game days" },
  { path: "/data", label: "Data" },
] as const;

function Places() {
  const [location] = useHashLocation();
  return (
    <nav aria-label="Places" className={css.places}>
      {PLACES.map(({ path, label }) => {
        const isHere = path === "/" ? location === "/" : location.startsWith(path);
        return (
          <a key={path} href={`#${path}`} aria-current={isHere ? "page" : undefined} className={css.place}>
            {label}
          </a>
        );
      })}
    </nav>
  );
}

/**
 * The frame of the pages around play: name, places, sign of a shift, theme. `title` stands beside the name. `bare` leaves the places out:
 * for who is here for the first time, and for what must not be left by a slip. `fill`: as high as the window, with parts
 * that scroll themselves. On the paper of `simulated` pages it stands that
 * nothing of it happened.
 */
export function Frame({
  title,
  actions,
  bare = false,
  fill = false,
  simulated = false,
  children,
}: {
  title?: ReactNode;
  actions?: ReactNode;
  bare?: boolean;
  fill?: boolean;
  simulated?: boolean;
  children: ReactNode;
}) {
  const { theme, setChoice } = useTheme();
  const other = theme === "dark" ? "light" : "dark";
  return (
    <Page
      fill={fill}
      header={
        <div className={css.header}>
          <a href="#/" className={css.name}>
            <span aria-hidden="true" className={css.mark} />
            Meantime
          </a>
          {title}
          {!bare && <Places />}
          <div className={css.end}>
            <span ref={signRoom.take} className={css.sign} />
            {actions}
            <IconButton
              label={`Use the ${other} theme`}
              icon={theme === "dark" ? <Sun /> : <Moon />}
              onClick={() => setChoice(other)}
            />
          </div>
        </div>
      }
    >
      {simulated && (
        <p data-print="only" className={css.simulated}>
          Meantime: simulated incidents. Nothing on this page happened in a production system.
        </p>
      )}
      {children}
    </Page>
  );
}
