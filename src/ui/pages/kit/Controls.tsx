import { Copy, Pause, Pin, Play, RotateCcw, Search, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { Select, TextArea, TextField } from "../../kit/Field";
import { Kbd } from "../../kit/Kbd";
import { Menu } from "../../kit/Menu";
import { Meter, Progress, ScoreBar } from "../../kit/Meter";
import { Panel, Section } from "../../kit/Page";
import { Popover } from "../../kit/Popover";
import { Stack } from "../../kit/Stack";
import { Tabs } from "../../kit/Tabs";
import { Checkbox, SegmentedControl, Toggle } from "../../kit/Toggle";
import { Toolbar, ToolbarRule, ToolbarSpace } from "../../kit/Toolbar";
import { Tooltip } from "../../kit/Tooltip";
import { toast } from "../../kit/toast";
import css from "./KitPage.module.css";

const SPEEDS = [
  { value: "pause", label: <Pause />, name: "Pause" },
  { value: "1", label: "1×" },
  { value: "5", label: "5×" },
  { value: "20", label: "20×" },
];

function Overlays() {
  const [open, setOpen] = useState(false);
  const nothing = () => toast({ title: "An example", detail: "Nothing happened." });
  return (
    <Stack row wrap>
      <Button onClick={() => setOpen(true)}>Dialog…</Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Go back to the version before?"
        description="Takes about 2 minutes. Low risk; it can be undone."
        size="s"
        footer={
          <>
            <Button kind="quiet" onClick={() => setOpen(false)}>
              Cancel
            </Button>
            <Button kind="primary" onClick={() => setOpen(false)}>
              Go back
            </Button>
          </>
        }
      >
        Nine processes are replaced, three at a time.
      </Dialog>
      <Popover label="Details" trigger={<Button>Popover</Button>}>
        Anything that belongs to its trigger.
      </Popover>
      <Menu
        trigger={<Button>Menu</Button>}
        groups={[
          [
            { id: "copy", label: "Copy", icon: <Copy />, keys: "mod+c", onSelect: nothing },
            { id: "pin", label: "Pin", icon: <Pin />, detail: "Keeps it beside the notes", onSelect: nothing },
          ],
          [{ id: "delete", label: "Delete", icon: <Trash2 />, danger: true, onSelect: nothing }],
        ]}
      />
      <Tooltip content="A short explanation" keys="g t">
        <Button>Tooltip</Button>
      </Tooltip>
      <Button
        onClick={() =>
          toast({
            title: "Rolled back",
            detail: "9 of 9 processes run v417.",
            tone: "good",
            action: <Button kind="quiet">Undo</Button>,
          })
        }
      >
        Toast
      </Button>
    </Stack>
  );
}

/** Buttons, fields, choices, overlays, progress. */
export function Controls() {
  const [text, setText] = useState("");
  const [region, setRegion] = useState<"all" | "eu" | "us">("all");
  const [speed, setSpeed] = useState("1");
  const [on, setOn] = useState(true);
  const [checked, setChecked] = useState(false);
  return (
    <div id="controls">
      <Section title="Controls">
        <div className={css.grid}>
          <Panel title="Buttons">
            <Stack gap={3}>
              <Stack row wrap>
                <Button kind="primary" keys="mod+enter">
                  Send
                </Button>
                <Button icon={<RotateCcw />}>Again</Button>
                <Button kind="quiet">Cancel</Button>
                <Button kind="danger">Delete</Button>
              </Stack>
              <Stack row wrap>
                <Button busy>Sending</Button>
                <Button disabled>Not now</Button>
                <IconButton label="Run" icon={<Play />} />
                <IconButton label="Pin" icon={<Pin />} pressed />
                <Kbd keys="g b" />
                <Kbd keys="mod+k" />
              </Stack>
            </Stack>
          </Panel>
          <Panel title="Fields">
            <Stack gap={3}>
              <TextField
                label="Query"
                icon={<Search />}
                mono
                placeholder="level=error region=eu"
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
              <TextField label="Name" defaultValue="orders " error="Ends with a space. Remove it." />
              <Select
                label="Region"
                value={region}
                onChange={setRegion}
                options={[
                  { value: "all", label: "All regions" },
                  { value: "eu", label: "Europe" },
                  { value: "us", label: "America" },
                ]}
              />
              <TextArea label="Message" hint="Say what is affected and when you write next." />
            </Stack>
          </Panel>
          <Panel title="Choices">
            <Stack gap={3} align="flex-start">
              <SegmentedControl label="Speed" segments={SPEEDS} value={speed} onChange={setSpeed} />
              <Checkbox
                checked={checked}
                onChange={setChecked}
                label="Also tell the others"
                hint="They get the same text."
              />
              <Toggle checked={on} onChange={setOn} label="Drop to 1× when somebody speaks" />
              <Toggle checked={false} onChange={() => undefined} label="Not available here" disabled />
            </Stack>
          </Panel>
          <Panel title="Overlays">
            <Overlays />
          </Panel>
          <Panel title="Progress">
            <Stack gap={3}>
              <Progress label="rollback eu" done={0.62} secondsLeft={35} />
              <Progress label="waiting for the pipeline" />
              <Meter label="connections" value={38} max={40} />
              <Meter label="disk" value={21e9} max={64e9} unit="bytes" />
            </Stack>
          </Panel>
          <Panel title="Score">
            <Stack gap={3}>
              <ScoreBar label="First" value={84} weight={0.3} reference={{ label: "expert", value: 96 }}>
                The sentence that matters most stands here.
              </ScoreBar>
              <ScoreBar label="Second" value={41} weight={0.2} reference={{ label: "expert", value: 90 }} />
            </Stack>
          </Panel>
        </div>
      </Section>
      <Section title="Toolbar and tabs">
        <Stack gap={3}>
          <Toolbar label="View">
            <Button kind="quiet">Last 30 min</Button>
            <Button kind="quiet">Split by region</Button>
            <ToolbarRule />
            <Button kind="quiet">Compare: last week</Button>
            <ToolbarSpace />
            <IconButton label="Copy" icon={<Copy />} />
          </Toolbar>
          <Tabs
            label="Example"
            tabs={[
              { id: "one", label: "Timeline", content: "What happened, in order." },
              { id: "two", label: "Decisions", content: "What was decided, and by whom." },
              { id: "three", label: "Questions", content: "What is still open." },
            ]}
          />
        </Stack>
      </Section>
    </div>
  );
}
