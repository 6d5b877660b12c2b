import { Moon, Sun } from "lucide-react";
import type { ReactNode } from "react";
import css from "./Frame.module.css";
import { IconButton } from "./kit/Button";
import { Page } from "./kit/Page";
import { useTheme } from "./kit/theme";

/** The frame of the pages around play: name, the way home, theme. `title` stands beside the name. */
export function Frame({ title, actions, children }: { title?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  const { theme, setChoice } = useTheme();
  const other = theme === "dark" ? "light" : "dark";
  return (
    <Page
      header={
        <div className={css.header}>
          <a href="#/" className={css.name}>
            <span aria-hidden="true" className={css.mark} />
            Meantime
          </a>
          {title}
          <div className={css.end}>
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
      {children}
    </Page>
  );
}
