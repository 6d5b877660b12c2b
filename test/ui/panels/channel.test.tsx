// @vitest-environment jsdom
import "../kit/setup";
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { consoleStore } from "#ui/console-state";
import ChannelPanel from "#ui/panels/channel/index";
import { axeFindings, BareSession, paged, pass, show } from "./session";

vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));

/** By then somebody has asked for a decision in every variant. */
const ASKED = 330;

const waiting = () => within(screen.getByRole("region", { name: "Waiting for your answer" }));
const stream = () => within(screen.getByRole("list", { name: "Messages" }));

describe("the channel", () => {
  it("shows what was said, by whom, and what happened to the page", async () => {
    show(await paged(200), <ChannelPanel />);
    expect(stream().getByText(/Off to lunch/)).toBeVisible();
    expect(stream().getByText("Hana Kovářová")).toBeVisible();
    expect(stream().getByText(/Page: Checkout error rate/)).toBeVisible();
    expect(stream().getByText(/Page acknowledged/)).toBeVisible();
  });

  it("pins open requests, the most urgent unfolded, with the time left in words and as progress", async () => {
    const session = await paged(ASKED);
    show(session, <ChannelPanel />);
    const open = session.view.requests.filter(({ state }) => state === "open").sort((a, b) => a.due - b.due);
    expect(open.length).toBeGreaterThan(0);
    const [first] = open;
    if (first === undefined) throw new Error("nobody asked");
    for (const option of first.options) expect(waiting().getByRole("button", { name: option.label })).toBeVisible();
    expect(waiting().getAllByRole("progressbar")).toHaveLength(open.length);
    const before = waiting().getAllByText(/left$/)[0]?.textContent;
    await pass(session, 10);
    expect(waiting().getAllByText(/left$/)[0]?.textContent).not.toBe(before);
  });

  it("answers by a press, and shows the answer where the question was asked", async () => {
    const session = await paged(ASKED);
    show(session, <ChannelPanel />);
    const request = session.view.requests.filter(({ state }) => state === "open").sort((a, b) => a.due - b.due)[0];
    const option = request?.options[1];
    if (request === undefined || option === undefined) throw new Error("nobody asked");
    await userEvent.click(waiting().getByRole("button", { name: option.label }));
    expect(session.sent).toEqual([{ kind: "answer", args: { request: request.id, option: option.id } }]);
    expect(stream().getByText(option.label, { exact: false })).toBeVisible();
    expect(screen.queryByRole("button", { name: option.label })).not.toBeInTheDocument();
  });

  it("answers by a digit while the question has the focus, `r` goes there, and digits do nothing elsewhere", async () => {
    const session = await paged(ASKED);
    show(session, <ChannelPanel />);
    const request = session.view.requests.filter(({ state }) => state === "open").sort((a, b) => a.due - b.due)[0];
    await userEvent.keyboard("2");
    expect(session.sent).toEqual([]);
    await userEvent.keyboard("r");
    await userEvent.keyboard("2");
    expect(session.sent).toEqual([{ kind: "answer", args: { request: request?.id, option: request?.options[1]?.id } }]);
  });

  it("filters by audience, marks what is new, and counts it until the player turns to it", async () => {
    const session = await paged(200);
    show(session, <ChannelPanel />);
    expect(screen.getByText("1 new")).toBeVisible();
    await userEvent.click(stream().getByText(/Off to lunch/));
    expect(screen.queryByText("1 new")).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole("radio", { name: "Executives" }));
    expect(screen.queryByText(/Off to lunch/)).not.toBeInTheDocument();
    expect(screen.getByText("Nothing has been said here yet")).toBeVisible();
  });

  it("says so when a question was not answered in time", async () => {
    const session = await paged(ASKED);
    show(session, <ChannelPanel />);
    await pass(session, 200);
    expect(stream().getAllByText("You did not answer in time.").length).toBeGreaterThan(0);
  });

  it("sends with Ctrl+Enter, keeps the message, and shows again how it reads", async () => {
    const session = await paged(200);
    show(session, <ChannelPanel />);
    await userEvent.click(screen.getByRole("button", { name: /Write a message/ }));
    const field = screen.getByRole("textbox", { name: /Message, read by/ });
    expect(field).toHaveFocus();
    await userEvent.type(
      field,
      "Checkout fails for customers in Europe. Next update at 12:20.{Control>}{Enter}{/Control}",
    );
    expect(session.sent).toEqual([
      {
        kind: "say",
        args: { audience: "incident", text: "Checkout fails for customers in Europe. Next update at 12:20." },
      },
    ]);
    expect(screen.queryByRole("textbox", { name: /Message, read by/ })).not.toBeInTheDocument();
    await userEvent.click(stream().getByRole("button", { name: "How it reads" }));
    const dialog = within(screen.getByRole("dialog", { name: "How your message reads" }));
    expect(dialog.getByText(/who is affected and how/)).toBeVisible();
    expect(dialog.getAllByText("missing").length).toBe(1);
  });

  it("changes the audience while writing, each with its own draft and starters", async () => {
    show(await paged(200), <ChannelPanel />);
    await userEvent.click(screen.getByRole("button", { name: /Write a message/ }));
    await userEvent.type(screen.getByRole("textbox", { name: /Message, read by/ }), "Inside");
    await userEvent.selectOptions(screen.getByRole("combobox", { name: "To" }), "executives");
    expect(screen.getByRole("textbox", { name: /people who decide/ })).toHaveValue("");
    expect(screen.queryByRole("button", { name: "Hypothesis" })).not.toBeInTheDocument();
    await userEvent.selectOptions(screen.getByRole("combobox", { name: "To" }), "incident");
    expect(screen.getByRole("textbox", { name: /Message, read by/ })).toHaveValue("Inside");
  });

  it("keeps a draft while its writer looks elsewhere", async () => {
    const session = await paged(200);
    const shown = show(session, <ChannelPanel />);
    await userEvent.click(screen.getByRole("button", { name: /Write a message/ }));
    await userEvent.type(screen.getByRole("textbox", { name: /Message, read by/ }), "Half a sentence");
    shown.unmount();
    expect(consoleStore.getState().drafts.incident).toBe("Half a sentence");
  });

  it("cannot be written in when another tab plays the run", async () => {
    const session = await paged(ASKED);
    session.set({ status: "read-only" });
    show(session, <ChannelPanel />);
    expect(screen.queryByRole("button", { name: /Write a message/ })).not.toBeInTheDocument();
    const option = waiting().getAllByRole("button")[1];
    if (option === undefined) throw new Error("no option");
    await userEvent.click(option);
    expect(session.sent).toEqual([]);
  });

  it("axe finds nothing", async () => {
    show(await paged(ASKED), <ChannelPanel />);
    await userEvent.click(screen.getByRole("button", { name: /Write a message/ }));
    expect(await axeFindings()).toEqual([]);
  });

  it("is quiet before anything has been said", () => {
    show(new BareSession(), <ChannelPanel />);
    expect(screen.getByText("Nothing has been said here yet")).toBeVisible();
  });
});
