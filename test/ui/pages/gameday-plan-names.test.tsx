// @vitest-environment jsdom
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { asked, begin, clean, GUIDE, node, open, person, soon, stored, system, tab } from "./gameday-plan-fixture";

describe("what a plan calls things, and what only the facilitator reads", () => {
  beforeEach(begin);

  it("U18 renames services and people, says at the field what cannot be, and takes a pasted list", async () => {
    const { at, container } = await open();
    await tab("Names");
    const field = screen.getByRole("textbox", { name: `${node.label} (${node.id})` });
    const [, other] = system.nodes;
    await userEvent.type(field, other?.label ?? "");
    await waitFor(() => expect(field).toBeInvalid());
    expect(await clean(container)).toEqual([]);
    await userEvent.clear(field);
    await waitFor(() => expect(field).toBeValid());
    await userEvent.click(screen.getByRole("button", { name: "Paste a list" }));
    const dialog = await screen.findByRole("dialog", { name: "Paste names" });
    const box = within(dialog).getByRole("textbox", { name: "Names" });
    await userEvent.click(box);
    await userEvent.paste(`${node.id}=Front door\n${person.name} = Zora Quill\n${node.id}x=Nothing\njust words\n`);
    const wrong = within(dialog).getByRole("list", { name: "Lines that are left out" });
    expect(wrong).toHaveTextContent(`Line 3: there is no “${node.id}x” in this drill; did you mean “${node.id}”?`);
    expect(wrong).toHaveTextContent("Line 4: expected a name that is there, an equals sign, and its new name");
    await userEvent.click(within(dialog).getByRole("button", { name: "Set 2 names" }));
    expect(screen.getByRole("textbox", { name: `${node.label} (${node.id})` })).toHaveValue("Front door");
    await soon(async () =>
      expect((await stored(at)).renames).toEqual({
        services: { [node.id]: "Front door" },
        people: { [person.id]: "Zora Quill" },
      }),
    );
    await userEvent.click(screen.getByRole("button", { name: "Clear all 2" }));
    await soon(async () => expect((await stored(at)).renames).toEqual({ services: {}, people: {} }));
  });

  it("U16 shows the guide only when asked, in the names of this exercise", async () => {
    const { at, container } = await open({ renames: { services: { [node.id]: "Front door (door)" }, people: {} } });
    await tab("Guide");
    expect(screen.queryByText(/The truth about/)).toBeNull();
    expect(asked).toEqual([]);
    await userEvent.click(screen.getByRole("button", { name: "Show the truth" }));
    const guide = await screen.findByRole("article", { name: "Guide for the facilitator" });
    expect(within(guide).getByText("The truth about Front door.")).toBeVisible();
    expect(within(guide).getByText(/^Front door takes 5 times as long for 10 min/)).toBeVisible();
    expect(within(guide).getByText(/EXERCISE · for the facilitator only/)).toBeVisible();
    expect(await clean(container)).toEqual([]);
    await userEvent.click(screen.getByRole("button", { name: "Take its expectations into the plan" }));
    await soon(async () => expect((await stored(at)).expectations).toEqual(GUIDE.expectations));
    await userEvent.click(screen.getByRole("button", { name: "Hide it" }));
    expect(screen.queryByText(/The truth about/)).toBeNull();
  });

  it("keeps private notes, added by keys", async () => {
    const { at } = await open();
    await tab("Notes");
    await userEvent.type(screen.getByRole("textbox", { name: "A new note" }), "Bo is new.");
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    expect(screen.getByRole("textbox", { name: "Note 1" })).toHaveValue("Bo is new.");
    await soon(async () => expect((await stored(at)).notes).toMatchObject([{ second: null, text: "Bo is new." }]));
    await userEvent.click(screen.getByRole("button", { name: "Remove note 1" }));
    expect(screen.queryByRole("textbox", { name: "Note 1" })).toBeNull();
  });
});
