import {
  Activity,
  BellRing,
  BookOpen,
  ChartSpline,
  CircleHelp,
  Clapperboard,
  Cpu,
  Database,
  FileSliders,
  ListChecks,
  ListTree,
  type LucideIcon,
  MessagesSquare,
  Moon,
  Network,
  NotebookPen,
  RadioTower,
  Rocket,
  ScrollText,
  SquareTerminal,
  Sun,
  Users,
  Wrench,
} from "lucide-react";
import { type ConsolePanel, openPanel, PANEL_GROUPS, useConsole } from "../../console-state";
import { IconButton } from "../../kit/Button";
import { keyLabels } from "../../kit/keys";
import { useTheme } from "../../kit/theme";
import { usePanels } from "../../panels-open";
import { useWaiting } from "../../team/waiting";
import css from "./console.module.css";

export const ICONS: Readonly<Record<ConsolePanel, LucideIcon>> = {
  board: Activity,
  map: Network,
  logs: ScrollText,
  traces: ListTree,
  explore: ChartSpline,
  deploys: Rocket,
  config: FileSliders,
  database: Database,
  runtime: Cpu,
  terminal: SquareTerminal,
  alerts: BellRing,
  runbook: BookOpen,
  notebook: NotebookPen,
  status: RadioTower,
  channel: MessagesSquare,
  actions: Wrench,
  team: Users,
  timeline: ListChecks,
  conduct: Clapperboard,
};

/** What the number at a panel counts. */
const WAITING: Readonly<Partial<Record<ConsolePanel, string>>> = {
  channel: "waiting for an answer",
  status: "waiting for approval",
  team: "waiting for you",
};

/** The panels in their groups, one icon each, and at the foot what concerns the page itself. */
export function Rail({ onHelp }: { onHelp: () => void }) {
  const current = useConsole((state) => state.panel);
  const waitingOn = useWaiting();
  const panels = usePanels();
  const groups = PANEL_GROUPS.filter((group) => panels.some((panel) => panel.group === group.id));
  const { theme, setChoice } = useTheme();
  return (
    <div className={css.railBody}>
      <nav aria-label="Panels" className={css.rail}>
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
          <div key={group.id} role="group" aria-label={group.label} className={css.railGroup}>
            {panels
              .filter((panel) => panel.group === group.id)
              .map(({ id, label, keys }) => {
                const Icon = ICONS[id];
                const waiting = waitingOn(id);
                return (
                  <button
                    key={id}
                    type="button"
                    title={`${label} (${keyLabels(keys).join(" ")})`}
                    aria-label={waiting > 0 ? `${label}, ${waiting} ${WAITING[id] ?? "waiting"}` : label}
                    aria-current={id === current ? "page" : undefined}
                    onClick={() => openPanel(id)}
                    className={css.railItem}
                  >
                    <Icon />
                    {waiting > 0 && (
                      <span aria-hidden="true" className={css.railCount}>
                        {waiting}
                      </span>
                    )}
                  </button>
                );
              })}
          </div>
        ))}
      </nav>
      <div className={css.railFoot}>
        <IconButton
          label={theme === "dark" ? "Light theme" : "Dark theme"}
          icon={theme === "dark" ? <Sun /> : <Moon />}
          onClick={() => setChoice(theme === "dark" ? "light" : "dark")}
        />
        <IconButton label="Keyboard" keys="?" icon={<CircleHelp />} onClick={onHelp} />
      </div>
    </div>
  );
}
