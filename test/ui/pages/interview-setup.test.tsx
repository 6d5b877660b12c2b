// @vitest-environment jsdom
import "../kit/setup";
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import InterviewsPage from "#ui/pages/interview/index";
import { headerOf } from "../../modes/interview-fixture";
import { axeFindings } from "../panels/session";
import { type Desk, desk } from "./fixture";
import { at, OVER, page, press, stateOf, write } from "./interview-fixture";

const list = (table: Desk) => page(<InterviewsPage />, table);

beforeEach(() => {
  location.hash = "";
  localStorage.clear();
});

describe("setting an interview up", () => {
  it("I2 prepares an interview and opens its room", async () => {
    const { table, store } = await at(headerOf("old"), OVER);
    list(table);
    await userEvent.click(await screen.findByRole("radio", { name: "15 min" }));
    expect(screen.getByRole("checkbox", { name: /^Incident/ })).toBeDisabled();
    expect(await axeFindings()).toEqual([]);
    await press("Prepare the interview");
    await waitFor(() => expect(location.hash).toMatch(/^#\/interview\/run-\d+$/));
    const { header, events } = await stateOf(store, location.hash.split("/")[2] ?? "");
    expect(header.rounds).toEqual([{ kind: "question", question: "war-159", seconds: 840 }]);
    expect(events).toEqual([]);
  });

  it("I3 says what is missing instead of beginning, and remembers the choices", async () => {
    const { table } = await at(headerOf("old"), OVER);
    list(table).unmount();
    list(table);
    await userEvent.click(await screen.findByRole("checkbox", { name: "Questions" }));
    expect(screen.getByText("Choose at least one kind of round.")).toBeVisible();
    expect(screen.getByRole("button", { name: "Prepare the interview" })).toBeDisabled();
    await userEvent.click(screen.getByRole("checkbox", { name: "Questions" }));
    await userEvent.click(screen.getByText("Names, and the same interview for two"));
    await write("Seed", "12x");
    expect(screen.getByText(/A whole number from 0/)).toBeVisible();
    await write("Seed", "12");
    await userEvent.click(screen.getByRole("radio", { name: "Sceptic" }));
    await press("Prepare the interview");
    await waitFor(() => expect(location.hash).toMatch(/interview/));
    expect(JSON.parse(localStorage.getItem("meantime.interview") ?? "{}")).toMatchObject({ persona: "sceptic" });
  });

  it("I4 takes the weakest skills into what is agreed", async () => {
    const { table, store } = await at(headerOf("old"), OVER);
    list(table);
    await userEvent.click(await screen.findByRole("radio", { name: "My weakest" }));
    await press("Prepare the interview");
    await waitFor(() => expect(location.hash).toMatch(/interview/));
    const { header } = await stateOf(store, location.hash.split("/")[2] ?? "");
    expect(header.setup.skills).toContain("contain");
  });

  it("I24 says that nothing is kept where there is no storage", async () => {
    const table = desk({ storageProblem: { kind: "blocked", text: "no" } });
    list(table);
    expect(await screen.findByText("Nothing is kept")).toBeVisible();
    expect(await screen.findByText("None yet")).toBeVisible();
  });

  it("I23 brings a deleted interview back, and I21 holds one again with the same rounds", async () => {
    const { table, store } = await at(headerOf("old", { seed: 99 }, { candidate: "Ada" }), OVER);
    list(table);
    await press(/^More about Ada/);
    await userEvent.click(await screen.findByRole("menuitem", { name: "Delete" }));
    expect(await screen.findByText("None yet")).toBeVisible();
    expect(await store.load("old")).toBeNull();
    await press("Undo");
    expect(await screen.findByRole("link", { name: /^Ada/ })).toHaveAttribute("href", "#/interview/old/result");
    expect((await stateOf(store, "old")).state.phase).toBe("result");
    await press(/^More about Ada/);
    await userEvent.click(await screen.findByRole("menuitem", { name: /Same again/ }));
    await waitFor(() => expect(location.hash).toMatch(/^#\/interview\/run/));
    const { header } = await stateOf(store, location.hash.split("/")[2] ?? "");
    expect(header).toMatchObject({ setup: { seed: 99 }, rounds: headerOf("x").rounds, candidate: "" });
  });
});
