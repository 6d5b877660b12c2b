import "../../kit/kit.css";
import { Command as CommandIcon, Keyboard } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "../../kit/Button";
import { CommandPalette } from "../../kit/CommandPalette";
import { useHotkeys } from "../../kit/hotkeys";
import { BottomBar, Page } from "../../kit/Page";
import { ShortcutSheet } from "../../kit/ShortcutSheet";
import { SegmentedControl } from "../../kit/Toggle";
import { TooltipProvider } from "../../kit/Tooltip";
import { type ThemeChoice, useTheme } from "../../kit/theme";
import { toast } from "../../kit/toast";
import { Charts } from "./Charts";
import { Controls } from "./Controls";
import { Foundations } from "./Foundations";
import css from "./KitPage.module.css";
import { Surfaces } from "./Surfaces";
import { paletteGroups, places } from "./samples";
import { Words } from "./Words";

const THEMES = [
  { value: "system", label: "System" },
  { value: "dark", label: "Dark" },
  { value: "light", label: "Light" },
] as const;

/** Every component of the kit with example data, for looking at and for the accessibility tests. */
export default function KitPage() {
  const { choice, setChoice } = useTheme();
  const [palette, setPalette] = useState(false);
  const [sheet, setSheet] = useState(false);
  const [place, setPlace] = useState("controls");

  const go = (id: string) => {
    setPlace(id);
    document.getElementById(id)?.scrollIntoView();
  };
  useHotkeys([
    { keys: "mod+k", label: "Open the command palette", run: () => setPalette(true) },
    { keys: "?", label: "List the keys", run: () => setSheet(true) },
    ...places.map((each) => ({
      keys: each.keys,
      label: `Go to ${each.label}`,
      group: "Go to",
      run: () => go(each.id),
    })),
  ]);

  return (
    <TooltipProvider>
      <Page
        header={
          <div className={css.header}>
            <h1>Components</h1>
            <div className={css.headerEnd}>
              <Button icon={<CommandIcon />} keys="mod+k" onClick={() => setPalette(true)}>
                Commands
              </Button>
              <IconButton label="Keyboard" keys="?" icon={<Keyboard />} onClick={() => setSheet(true)} />
              <SegmentedControl<ThemeChoice> label="Theme" segments={THEMES} value={choice} onChange={setChoice} />
            </div>
          </div>
        }
        bottomBar={<BottomBar label="Parts" items={places} current={place} onSelect={go} />}
      >
        <div className={css.page}>
          <Foundations />
          <Controls />
          <Surfaces />
          <Charts />
          <Words />
        </div>
      </Page>
      <CommandPalette
        open={palette}
        onOpenChange={setPalette}
        groups={paletteGroups((title) => toast({ title, detail: "An example; nothing happened.", tone: "good" }))}
      />
      <ShortcutSheet open={sheet} onOpenChange={setSheet} />
    </TooltipProvider>
  );
}
