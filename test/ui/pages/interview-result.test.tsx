// @vitest-environment jsdom
import "../kit/setup";
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { bankPrint } from "#modes/interview/plan";
import ComparePage from "#ui/pages/interview/Compare";
import InterviewsPage from "#ui/pages/interview/index";
import ResultPage from "#ui/pages/interview/Result";
import { ASKED, headerOf } from "../../modes/interview-fixture";
import { axeFindings } from "../panels/session";
import { shippedBank } from "./bank";
import { type Desk, show } from "./fixture";
import { at, keep, OVER, page, press, stateOf, write } from "./interview-fixture";

const saved: { name: string; text: string }[] = [];
vi.mock("../../../src/ui/download", () => ({
  download: (name: string, text: string) => saved.push({ name, text }),
}));

const result = (id: string, table: Desk) => page(<ResultPage id={id} />, table);
const list = (table: Desk) => page(<InterviewsPage />, table);

beforeEach(() => {
  location.hash = "";
  localStorage.clear();
  saved.length = 0;
});

describe("the result", () => {
  it("I17 shows nothing of an interview that is not over", async () => {
    const { table } = await at(headerOf("one"), OVER.slice(0, 5));
    result("one", table);
    expect(await screen.findByText("This interview is not over")).toBeVisible();
    expect(screen.queryByRole("meter")).toBeNull();
  });

  it("I18 I25 shows coverage with its words beside one's own score, and that it is no hire decision", async () => {
    const { table, store } = await at(headerOf("one"), OVER);
    await keep(store, headerOf("before"), OVER);
    result("one", table);
    const [overall] = await screen.findAllByRole("meter", { name: "Rubric coverage" });
    expect(overall?.getAttribute("aria-valuetext")).toMatch(/your own score 70/);
    expect(screen.getByText(/no hire decision/)).toBeVisible();
    expect(await screen.findByText(/Over 2 interviews you were/)).toBeVisible();
    expect(screen.getAllByText("doubled the wait", { exact: false }).length).toBeGreaterThan(0);
    expect(await axeFindings()).toEqual([]);
  });

  it("I19 changes a verdict by hand for a reason that is kept", async () => {
    const { table, store } = await at(headerOf("one"), OVER);
    result("one", table);
    const own = await screen.findByRole("combobox", { name: /Your verdict on: Spreads the tries/ });
    await userEvent.selectOptions(own, "hit");
    expect(await screen.findByRole("button", { name: "Change it" })).toBeDisabled();
    await write("Reason", "I said it in other words.");
    await press("Change it");
    expect(await screen.findByText(/because I said it in other words/)).toBeVisible();
    await waitFor(async () => expect((await stateOf(store, "one")).coverage).not.toBe(40));
    await waitFor(async () =>
      expect((await stateOf(store, "one")).state.rounds[0]?.overrides).toMatchObject([
        { concept: "jitter", status: "hit" },
      ]),
    );
  });

  it("I22 I25 leaves as a whole file, and comes back as a copy that nothing changes", async () => {
    const { table, store } = await at(headerOf("one", {}, { candidate: "Ada" }), OVER);
    const first = result("one", table);
    await press("Save the whole session");
    await waitFor(() => expect(saved).toHaveLength(1));
    expect(saved[0]?.name).toBe("ada.interview.json");
    first.unmount();
    list(table);
    const field = await screen.findByLabelText("File of an interview");
    const file = (text: string) => new File([text], "ada.json", { type: "application/json" });
    fireEvent.change(field, { target: { files: [file("{}")] } });
    expect(await screen.findByText(/this is no file of an interview/)).toBeVisible();
    fireEvent.change(field, { target: { files: [file(saved[0]?.text ?? "")] } });
    expect(await screen.findByText("as it was saved")).toBeVisible();
    expect(await store.list()).toHaveLength(1);
    await press("Keep a copy and open it");
    await waitFor(() => expect(location.hash).toMatch(/result$/));
    const id = location.hash.split("/")[2] ?? "";
    expect(id).not.toBe("one");
    result(id, table);
    expect(await screen.findByText("From a file")).toBeVisible();
    expect(screen.queryByRole("combobox", { name: /Your verdict on/ })).toBeNull();
    expect((await stateOf(store, id)).header.copyOf).toBe("one");
  });

  it("I18 offers what was missed as cards to study, each once", async () => {
    const { table } = await at(headerOf("one"), OVER);
    const first = result("one", table);
    const offer = await screen.findByRole("button", { name: /^Study what was missed \(\d cards\)/ });
    const count = Number(/\((\d) cards\)/.exec(offer.textContent ?? "")?.[1]);
    await userEvent.click(offer);
    expect(await screen.findByRole("link", { name: "your cards" })).toHaveAttribute("href", "#/study");
    const events = await (await table.services.study()).events();
    expect(events).toHaveLength(count);
    expect(events.map(({ deed }) => deed)).toContainEqual({
      type: "add",
      subject: { kind: "concept", question: "war-159", concept: "breaker" },
      origin: { kind: "interview", id: "one" },
    });
    first.unmount();
    result("one", table);
    expect(await screen.findByRole("link", { name: "your cards" })).toBeVisible();
  });

  it("I21 tells when the questions have changed since, and only then", async () => {
    const { table, store } = await at(headerOf("one"), OVER);
    const first = result("one", table);
    expect(await screen.findByText("Its questions have changed since")).toBeVisible();
    first.unmount();
    const cards = shippedBank().questions;
    await keep(store, headerOf("two", {}, { bank: bankPrint(headerOf("two").rounds, cards) }), OVER);
    result("two", table);
    await screen.findByRole("heading", { name: "Overall" });
    expect(screen.queryByText("Its questions have changed since")).toBeNull();
  });

  it("I18 tells what was said only when asked", async () => {
    const { table } = await at(headerOf("one"), [
      ...OVER.slice(0, 3),
      { type: "probe", round: 0, turn: 1, probe: { kind: "gap", concept: "breaker", text: "And then?", quote: "" } },
      { type: "answer", round: 0, turn: 1, text: "A circuit breaker opened and calls failed fast.", take: null },
      ...OVER.slice(3),
    ]);
    result("one", table);
    expect(await screen.findByText(/^A circuit breaker ends.*not in the answer, so it counts half$/)).toBeVisible();
  });

  it("I21 compares two with the same rounds side by side", async () => {
    const { table, store } = await at(headerOf("one", {}, { candidate: "Ada" }), OVER);
    await keep(store, headerOf("two", {}, { candidate: "Bea" }), [
      ...ASKED,
      { type: "answer", round: 0, turn: 0, text: "A circuit breaker opened.", take: null },
      ...OVER.slice(3),
    ]);
    await keep(store, headerOf("other", {}, { rounds: [{ kind: "question", question: "war-159", seconds: 5 }] }), OVER);
    const { unmount } = show(<ComparePage id="one" other="two" />, table);
    const rubric = await screen.findByRole("table", { name: "Rubric of round 1" });
    const row = within(rubric).getByRole("row", { name: /A circuit breaker ends/ });
    expect(
      within(row)
        .getAllByRole("cell")
        .map((cell) => cell.textContent),
    ).toEqual([expect.stringContaining("circuit breaker"), "not said", "said"]);
    expect(await axeFindings()).toEqual([]);
    unmount();
    show(<ComparePage id="one" other="other" />, table);
    expect(await screen.findByText("They asked different things")).toBeVisible();
  });
});
