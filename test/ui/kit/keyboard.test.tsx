// @vitest-environment jsdom
import "./setup";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { Button } from "#ui/kit/Button";
import { CommandPalette } from "#ui/kit/CommandPalette";
import { Dialog } from "#ui/kit/Dialog";
import { type Hotkey, setSingleKeysEnabled, useHotkeys } from "#ui/kit/hotkeys";
import { keyLabels, matchesPress, parseKeys } from "#ui/kit/keys";
import { ShortcutSheet } from "#ui/kit/ShortcutSheet";
import { SplitPane } from "#ui/kit/SplitPane";
import { Tabs } from "#ui/kit/Tabs";

function Keys({
  hotkeys,
  scope,
  children,
}: {
  hotkeys: readonly Hotkey[];
  scope?: string;
  children?: React.ReactNode;
}) {
  useHotkeys(hotkeys, scope === undefined ? {} : { scope });
  return <>{children}</>;
}

beforeEach(() => setSingleKeysEnabled(true));

describe("K4 hotkeys", () => {
  it("K4 space presses the button that has the focus, and is a hotkey elsewhere", async () => {
    const run = vi.fn();
    const press = vi.fn();
    render(
      <Keys hotkeys={[{ keys: "space", label: "Pause", run }]}>
        <Button onClick={press}>Press</Button>
      </Keys>,
    );
    const user = userEvent.setup();
    await user.keyboard(" ");
    expect(run).toHaveBeenCalledTimes(1);
    await user.tab();
    await user.keyboard(" ");
    expect(press).toHaveBeenCalledTimes(1);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it("K4 a sequence runs after its last key only, and a wrong key in between ends it", async () => {
    const run = vi.fn();
    render(<Keys hotkeys={[{ keys: "g b", label: "Board", run }]} />);
    const user = userEvent.setup();
    await user.keyboard("g");
    expect(run).not.toHaveBeenCalled();
    await user.keyboard("b");
    expect(run).toHaveBeenCalledTimes(1);
    await user.keyboard("gxb");
    expect(run).toHaveBeenCalledTimes(1);
    await user.keyboard("b");
    expect(run).toHaveBeenCalledTimes(1);
  });

  it("K4 after g, the key b means the sequence and not the single key", async () => {
    const single = vi.fn();
    const sequence = vi.fn();
    render(
      <Keys
        hotkeys={[
          { keys: "b", label: "Bold", run: single },
          { keys: "g b", label: "Board", run: sequence },
        ]}
      />,
    );
    await userEvent.keyboard("gb");
    expect([single.mock.calls.length, sequence.mock.calls.length]).toEqual([0, 1]);
  });

  it("K4 keys rest while somebody types; keys with a modifier work there too", async () => {
    const plain = vi.fn();
    const modified = vi.fn();
    render(
      <Keys
        hotkeys={[
          { keys: "g b", label: "Board", run: plain },
          { keys: "mod+k", label: "Commands", run: modified },
        ]}
      >
        <input aria-label="Query" />
      </Keys>,
    );
    const field = screen.getByLabelText("Query");
    await userEvent.type(field, "gb");
    expect(field).toHaveValue("gb");
    expect(plain).not.toHaveBeenCalled();
    await userEvent.keyboard("{Control>}k{/Control}");
    expect(modified).toHaveBeenCalledTimes(1);
  });

  it("K4 a key typed in a field does not begin a sequence outside it", async () => {
    const run = vi.fn();
    render(
      <Keys hotkeys={[{ keys: "g b", label: "Board", run }]}>
        <input aria-label="Query" />
      </Keys>,
    );
    await userEvent.type(screen.getByLabelText("Query"), "g");
    screen.getByLabelText("Query").blur();
    await userEvent.keyboard("b");
    expect(run).not.toHaveBeenCalled();
  });

  it("K4 while a dialog is open the page's keys rest and the dialog's work", async () => {
    const page = vi.fn();
    const dialog = vi.fn();
    render(
      <>
        <Keys hotkeys={[{ keys: "x", label: "Page", run: page }]} />
        <Keys hotkeys={[{ keys: "y", label: "Dialog", run: dialog }]} scope="dialog" />
        <Dialog open onOpenChange={() => undefined} title="Sure?" />
      </>,
    );
    await userEvent.keyboard("xy");
    expect(page).not.toHaveBeenCalled();
    expect(dialog).toHaveBeenCalledTimes(1);
  });

  it("K4 keys without a modifier can be switched off; ? and modified keys stay", async () => {
    const runs = { b: vi.fn(), list: vi.fn(), k: vi.fn() };
    render(
      <Keys
        hotkeys={[
          { keys: "b", label: "B", run: runs.b },
          { keys: "?", label: "List", run: runs.list },
          { keys: "mod+k", label: "K", run: runs.k },
        ]}
      />,
    );
    setSingleKeysEnabled(false);
    await userEvent.keyboard("b?{Control>}k{/Control}");
    expect([runs.b, runs.list, runs.k].map((run) => run.mock.calls.length)).toEqual([0, 1, 1]);
  });

  it("K4 the list shows what is mounted, by group, without hidden aliases", () => {
    const run = () => undefined;
    const { rerender } = render(
      <>
        <Keys
          hotkeys={[
            { keys: "g b", label: "Go to the board", group: "Panels", run },
            { keys: "1", label: "Go to the board (alias)", hidden: true, run },
          ]}
        />
        <ShortcutSheet open onOpenChange={() => undefined} />
      </>,
    );
    expect(screen.getByRole("heading", { name: "Panels" })).toBeVisible();
    expect(screen.getByText("Go to the board")).toBeVisible();
    expect(screen.queryByText(/alias/)).toBeNull();
    rerender(<ShortcutSheet open onOpenChange={() => undefined} />);
    expect(screen.queryByText("Go to the board")).toBeNull();
  });

  it("K4 key names are those of the computer, and shift counts only where it does not change the character", () => {
    expect(keyLabels("g b")).toEqual(["g", "b"]);
    expect(keyLabels("mod+k")).toEqual(["Ctrl K"]);
    const [question] = parseKeys("?");
    const [letter] = parseKeys("r");
    expect(question && matchesPress(question, new KeyboardEvent("keydown", { key: "?", shiftKey: true }))).toBe(true);
    expect(letter && matchesPress(letter, new KeyboardEvent("keydown", { key: "R", shiftKey: true }))).toBe(false);
  });
});

describe("K5 dialogs and palette", () => {
  function Opens() {
    const [open, setOpen] = useState(false);
    return (
      <>
        <Button onClick={() => setOpen(true)}>Open</Button>
        <Dialog open={open} onOpenChange={setOpen} title="Sure?">
          <input aria-label="Reason" />
        </Dialog>
      </>
    );
  }

  it("K5 a dialog takes the focus to its field and gives it back on Escape", async () => {
    render(<Opens />);
    await userEvent.click(screen.getByRole("button", { name: "Open" }));
    expect(screen.getByRole("dialog", { name: "Sure?" })).toBeVisible();
    expect(screen.getByLabelText("Reason")).toHaveFocus();
    await userEvent.keyboard("{Escape}");
    expect(screen.queryByRole("dialog")).toBeNull();
    await waitFor(() => expect(screen.getByRole("button", { name: "Open" })).toHaveFocus());
  });

  it("K5 the palette finds by keyword, says what an action costs, and runs it by Enter once focus is back", async () => {
    const run = vi.fn();
    const groups = [
      {
        heading: "Change",
        items: [
          { id: "a", title: "Scale out", onSelect: vi.fn() },
          {
            id: "b",
            title: "Go back",
            description: "One version",
            meta: ["about 2 min", "low risk"],
            keywords: ["rollback"],
            onSelect: () => run(document.activeElement?.textContent),
          },
        ],
      },
    ];
    const Page = () => {
      const [open, setOpen] = useState(false);
      return (
        <>
          <Button onClick={() => setOpen(true)}>Open</Button>
          <CommandPalette open={open} onOpenChange={setOpen} groups={groups} />
        </>
      );
    };
    render(<Page />);
    await userEvent.click(screen.getByRole("button", { name: "Open" }));
    await userEvent.keyboard("rollback");
    const options = screen.getAllByRole("option");
    expect(options).toHaveLength(1);
    expect(options[0]).toHaveTextContent("Go backOne versionabout 2 minlow risk");
    await userEvent.keyboard("{Enter}");
    await waitFor(() => expect(run).toHaveBeenCalledTimes(1));
    expect(run).toHaveBeenCalledWith("Open");
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("K5 what cannot be done now is shown with its reason and cannot be chosen", async () => {
    const run = vi.fn();
    render(
      <CommandPalette
        open
        onOpenChange={() => undefined}
        groups={[
          {
            heading: "Change",
            items: [{ id: "a", title: "Freeze", unavailable: "somebody else holds the key", onSelect: run }],
          },
        ]}
      />,
    );
    expect(screen.getByRole("option")).toHaveTextContent("Not now: somebody else holds the key");
    await userEvent.click(screen.getByRole("option"));
    await userEvent.keyboard("{Enter}");
    expect(run).not.toHaveBeenCalled();
  });
});

describe("K6 movement by arrow keys", () => {
  it("K6 tabs move and choose by arrow keys", async () => {
    render(
      <Tabs
        label="Parts"
        tabs={[
          { id: "one", label: "One", content: "first" },
          { id: "two", label: "Two", content: "second" },
        ]}
      />,
    );
    await userEvent.tab();
    expect(screen.getByRole("tab", { name: "One" })).toHaveFocus();
    await userEvent.keyboard("{ArrowRight}");
    expect(screen.getByRole("tab", { name: "Two" })).toHaveAttribute("aria-selected", "true");
    expect(screen.getByText("second")).toBeVisible();
    await userEvent.keyboard("{ArrowRight}");
    expect(screen.getByRole("tab", { name: "One" })).toHaveFocus();
  });

  it("K6 the divider of a split pane moves within its limits", async () => {
    render(<SplitPane label="Width" first="a" second="b" initial={50} min={40} max={53} />);
    const divider = screen.getByRole("separator", { name: "Width" });
    divider.focus();
    await userEvent.keyboard("{ArrowRight}");
    expect(divider).toHaveAttribute("aria-valuenow", "52");
    await userEvent.keyboard("{ArrowRight}");
    expect(divider).toHaveAttribute("aria-valuenow", "53");
    await userEvent.keyboard("{Home}");
    expect(divider).toHaveAttribute("aria-valuenow", "40");
  });
});
