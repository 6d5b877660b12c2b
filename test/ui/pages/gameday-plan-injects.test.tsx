// @vitest-environment jsdom
import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import type { PlannedInject } from "#domain/exercise";
import {
  asked,
  begin,
  clean,
  inject,
  node,
  open,
  person,
  queue,
  rows,
  soon,
  stored,
  tab,
} from "./gameday-plan-fixture";

describe("the injects of a plan", () => {
  beforeEach(begin);

  it("writes an inject in a form: when, what happens, what is expected", async () => {
    const { at, container } = await open();
    await tab("Injects");
    expect(screen.getByText("No injects yet")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Write one" }));
    const row = screen.getByRole("listitem");
    expect(within(row).getByText(/It needs a title\. Nothing happens/)).toBeVisible();
    await userEvent.type(within(row).getByRole("textbox", { name: "Title" }), "A journalist asks");
    await userEvent.selectOptions(within(row).getByRole("combobox", { name: "When" }), "condition");
    await userEvent.selectOptions(within(row).getByRole("combobox", { name: "What has to hold" }), "silence");
    await userEvent.click(within(row).getByRole("button", { name: "Add what happens" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: "Somebody says something" }));
    await userEvent.type(within(row).getByRole("textbox", { name: "What they write" }), "May I quote you?");
    await userEvent.click(within(row).getByRole("button", { name: "Add an expectation" }));
    await userEvent.type(within(row).getByRole("textbox", { name: "What is expected" }), "One voice");
    expect(within(row).queryByText(/It needs a title/)).toBeNull();
    expect(await clean(container)).toEqual([]);
    await soon(async () =>
      expect((await stored(at)).queue).toMatchObject([
        {
          title: "A journalist asks",
          when: { kind: "condition", condition: { is: "silence", audience: "customers", minutes: 20 } },
          effects: [{ kind: "remark", from: person.id, text: "May I quote you?" }],
          expectations: [{ title: "One voice" }],
        },
      ]),
    );
  });

  it("adds from the deck, by search and use, and says why a card does not fit", async () => {
    const { at } = await open();
    await tab("Injects");
    await userEvent.click(screen.getByRole("button", { name: "Add from the deck" }));
    const deck = await screen.findByRole("dialog", { name: "The deck" });
    const cards = await within(deck).findByRole("list", { name: "Cards" });
    expect(within(cards).getAllByRole("listitem")).toHaveLength(3);
    expect(await clean(deck)).toEqual([]);
    expect(within(cards).getByText(/does not fit: it needs a queue/)).toBeVisible();
    expect(within(cards).queryByRole("button", { name: /^Add “The queue/ })).toBeNull();
    await userEvent.click(within(deck).getByRole("radio", { name: "Communication" }));
    expect(within(cards).getAllByRole("listitem")).toHaveLength(1);
    await userEvent.click(within(deck).getByRole("radio", { name: "All" }));
    await userEvent.type(within(deck).getByRole("textbox", { name: "Search the deck" }), "everything logs");
    await userEvent.click(within(cards).getByRole("button", { name: "Add “The logs are gone”" }));
    expect(within(cards).getByText("in the queue")).toBeVisible();
    await userEvent.click(within(deck).getByRole("button", { name: "Done" }));
    await soon(async () =>
      expect((await stored(at)).queue).toMatchObject([
        { card: "logs-down", when: { kind: "hand" }, effects: [{ kind: "panel-down", panel: "logs", minutes: 6 }] },
      ]),
    );
  });

  it("U16 shows what the guide suggests only when asked, and adds it at its minute", async () => {
    const { at } = await open();
    await tab("Injects");
    expect(screen.queryByText("They will be reading logs.")).toBeNull();
    expect(asked).toEqual([]);
    await userEvent.click(screen.getByRole("button", { name: "Show" }));
    const list = await screen.findByRole("list", { name: "Suggested injects" });
    expect(within(list).getByText("They will be reading logs.")).toBeVisible();
    await userEvent.click(within(list).getByRole("button", { name: "Add “The logs are gone”" }));
    await soon(async () =>
      expect((await stored(at)).queue).toMatchObject([{ when: { kind: "time", since: "ack", seconds: 720 } }]),
    );
  });

  it("adds all that the guide suggests with one press, and says what is in the queue already", async () => {
    const { at } = await open();
    await tab("Injects");
    await userEvent.click(screen.getByRole("button", { name: "Show" }));
    const list = await screen.findByRole("list", { name: "Suggested injects" });
    await userEvent.click(screen.getByRole("button", { name: "Add all 2" }));
    expect(within(list).getAllByText("in the queue")).toHaveLength(2);
    expect(screen.queryByRole("button", { name: /^Add all/ })).toBeNull();
    await soon(async () =>
      expect((await stored(at)).queue.map(({ when }) => "seconds" in when && when.seconds)).toEqual([720, 1200]),
    );
  });

  it("goes through the queue by keys, moves, and takes away what can be brought back", async () => {
    await open({ queue: [inject("a", "One", 10), inject("b", "Two", 20), inject("c", "Three", null)] });
    await tab(/^Injects/);
    const first = within(queue()).getByRole("button", { name: /^One/ });
    act(() => first.focus());
    await userEvent.keyboard("{ArrowDown}");
    await waitFor(() => expect(within(queue()).getByRole("button", { name: /^Two/ })).toHaveFocus());
    await userEvent.keyboard("{Alt>}{ArrowUp}{/Alt}");
    await waitFor(() => expect(rows()).toEqual(["Two", "One", "Three"]));
    // The times stay, and are dealt in the new order.
    expect(within(queue()).getByRole("button", { name: /^Two 10 min/ })).toBeVisible();
    await waitFor(() => expect(within(queue()).getByRole("button", { name: /^Two/ })).toHaveFocus());
    await userEvent.keyboard("{Delete}");
    await waitFor(() => expect(rows()).toEqual(["One", "Three"]));
    await waitFor(() => expect(within(queue()).getByRole("button", { name: /^One/ })).toHaveFocus());
    await userEvent.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(() => expect(rows()).toEqual(["Two", "One", "Three"]));
  });

  it("U17 shows what moving one does to the later ones before it does it", async () => {
    const { at } = await open({ queue: [inject("a", "One", 10), inject("b", "Two", 20), inject("c", "Three", 30)] });
    await tab(/^Injects/);
    act(() => within(queue()).getByRole("button", { name: /^One/ }).focus());
    await userEvent.keyboard("m");
    const dialog = await screen.findByRole("dialog", { name: "When “One” comes" });
    const field = within(dialog).getByRole("textbox", { name: "Minutes after the acknowledgement" });
    await userEvent.clear(field);
    await userEvent.type(field, "20");
    const table = within(dialog).getByRole("table", { name: "What moves" });
    expect(within(table).getByRole("row", { name: "One 10 min 20 min" })).toBeVisible();
    // The gap is halved, and the last keeps its time.
    expect(within(table).getByRole("row", { name: "Two 20 min 25 min" })).toBeVisible();
    expect(within(table).queryByRole("row", { name: /^Three/ })).toBeNull();
    expect(await clean(dialog)).toEqual([]);
    expect((await stored(at)).queue[0]?.when).toMatchObject({ seconds: 600 });
    await userEvent.click(within(dialog).getByRole("button", { name: "Move it and the later ones" }));
    await soon(async () =>
      expect((await stored(at)).queue.map(({ when }) => "seconds" in when && when.seconds)).toEqual([1200, 1500, 1800]),
    );
  });

  it("U17 takes back the times only: what was changed since stays", async () => {
    const { at } = await open({ minutes: 20, queue: [inject("a", "One", null), inject("b", "Two", null)] });
    await tab(/^Injects/);
    await userEvent.click(screen.getByRole("button", { name: "Suggest times" }));
    await userEvent.click(await screen.findByRole("button", { name: "Take these times" }));
    await userEvent.click(screen.getByRole("button", { name: "Move “Two” up" }));
    await userEvent.click(within(queue()).getByRole("button", { name: /^Two/ }));
    await userEvent.type(within(queue()).getByRole("textbox", { name: "Title" }), "!");
    await userEvent.click(screen.getByRole("button", { name: "Undo" }));
    await soon(async () =>
      expect((await stored(at)).queue.map(({ title: name, when }) => [name, when.kind])).toEqual([
        ["Two!", "hand"],
        ["One", "hand"],
      ]),
    );
  });

  it("suggests times for the length, to be read before they are taken", async () => {
    const { at } = await open({ minutes: 20, queue: [inject("a", "One", null), inject("b", "Two", null)] });
    await tab(/^Injects/);
    await userEvent.click(screen.getByRole("button", { name: "Suggest times" }));
    const dialog = await screen.findByRole("dialog", { name: "Times for 20 minutes" });
    expect(within(dialog).getByRole("row", { name: "One by hand 5 min" })).toBeVisible();
    await userEvent.click(within(dialog).getByRole("button", { name: "Take these times" }));
    await soon(async () => expect((await stored(at)).queue.every(({ when }) => when.kind === "time")).toBe(true));
  });

  it("tries an inject alone: what happens with it and without", async () => {
    const broken: PlannedInject = {
      ...inject("a", "One", 5),
      effects: [
        { kind: "front", node: node.id, symptom: "down", amount: 0, minutes: 10 },
        { kind: "unreachable", seat: "@commander", minutes: 5 },
      ],
    };
    await open({ queue: [broken, inject("b", "Two", null)] });
    await tab(/^Injects/);
    await userEvent.click(screen.getByRole("button", { name: "Try “One”" }));
    const dialog = await screen.findByRole("dialog", { name: "Try “One” alone" });
    expect(within(dialog).getByText(/cannot be reached changes nothing/)).toBeVisible();
    const length = within(dialog).getByRole("textbox", { name: "Minutes to look at" });
    await userEvent.clear(length);
    await userEvent.type(length, "3");
    const chart = await within(dialog).findByRole("group", { name: /^Failed requests\. with it/ }, { timeout: 60_000 });
    const [, withIt, without] = /with it (.+?); without (.+)$/.exec(chart.getAttribute("aria-label") ?? "") ?? [];
    expect(without).toBeDefined();
    expect(withIt).not.toBe(without);
    await userEvent.keyboard("{Escape}");
    await userEvent.click(screen.getByRole("button", { name: "Try “Two”" }));
    expect(await screen.findByText("There is nothing to simulate")).toBeVisible();
  });
});
