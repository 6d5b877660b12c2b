// @vitest-environment jsdom
import "../kit/setup";
import { act, cleanup, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { AUDIENCES } from "#domain/commands";
import { judgeMessage } from "#language/features";
import { blocksFor, sentenceOf, withSentence } from "#ui/panels/composer/blocks";
import Composer from "#ui/panels/composer/index";
import { contextOf } from "#ui/panels/composer/marks";
import { READERS } from "#ui/words";
import { axeFindings, paged, show } from "./session";

const SITUATION = { clock: 43_800, since: 43_680, failedPerSecond: 131.4, severity: 2 };
/** What somebody would fill into the gaps that stand empty at first. */
const FILLED = {
  where: "in Europe",
  how: "rolling back the release",
  cause: "the database is slow",
  who: "Priya",
  what: "",
  share: "10",
};

describe("sentence starters", () => {
  for (const reader of ["customers", "executives", "internal"] as const) {
    it(`become what they are called, for ${reader}`, () => {
      for (const block of blocksFor(reader, SITUATION)) {
        const gaps = block.parts.filter((part) => typeof part !== "string");
        const filled = Object.fromEntries(
          gaps
            .filter(({ initial }) => initial === "")
            .map(({ id }) => [id, FILLED[id as keyof typeof FILLED] || "the tickets"]),
        );
        const text = sentenceOf(block, filled);
        const found = judgeMessage(text, reader, { people: ["Priya"] }).map(({ id }) => id);
        if (block.id === "severity") expect(text).toBe("This is SEV-2.");
        else expect({ text, found }).toEqual({ text, found: expect.arrayContaining([block.id]) });
        expect(found).not.toContain("keyword-soup");
      }
    });
  }

  it("leave no gap behind when nothing is filled in, and promise nothing by themselves", () => {
    for (const reader of ["customers", "executives", "internal"] as const) {
      for (const block of blocksFor(reader, SITUATION)) {
        const text = sentenceOf(block, {});
        expect(text).not.toMatch(/ {2}| [.,]/);
        const bad = judgeMessage(text, reader).map(({ id }) => id);
        expect(bad).not.toContain("promise");
        expect(bad).not.toContain("guess");
      }
    }
  });

  it("are put after what is written", () => {
    expect(withSentence("One.  ", "Two.")).toBe("One. Two.");
    expect(withSentence("", "Two.")).toBe("Two.");
  });
});

describe("the composer", () => {
  it("fills a starter's gaps and puts the sentence into the text, which stays free", async () => {
    const session = await paged(300);
    show(session, <Composer audience="customers" fixed />);
    await userEvent.click(screen.getByRole("button", { name: "Impact" }));
    const gaps = within(screen.getByRole("form", { name: "Impact: fill in" }));
    await userEvent.type(gaps.getByRole("textbox", { name: /where/ }), "in Europe");
    await userEvent.clear(gaps.getByRole("textbox", { name: "what they see" }));
    await userEvent.type(gaps.getByRole("textbox", { name: "what they see" }), "cannot pay{Enter}");
    const field = screen.getByRole("textbox", { name: /Message, read by/ });
    expect(field).toHaveValue("Since 12:08 some customers in Europe cannot pay.");
    expect(field).toHaveFocus();
    await userEvent.type(field, " Sorry.");
    expect(field).toHaveValue("Since 12:08 some customers in Europe cannot pay. Sorry.");
  });

  it("marks the deciding words while writing, and says which rules are kept, missing and broken", async () => {
    show(await paged(300), <Composer audience="customers" fixed roomy />);
    const rules = within(screen.getByRole("region", { name: /^How it is read/ }));
    expect(rules.getAllByText("missing")).toHaveLength(3);
    await userEvent.type(
      screen.getByRole("textbox", { name: /Message, read by/ }),
      "Some customers cannot pay. It will be fixed by 12:30. The pod of checkout hangs.",
    );
    const marked = screen.getAllByText(/./, { selector: "mark" }).map((mark) => mark.textContent);
    expect(marked.join(" ")).toContain("customers cannot pay");
    expect(marked.join(" ")).toContain("12:30");
    expect(rules.getAllByText("missing")).toHaveLength(2);
    expect(rules.getAllByText("in it").length).toBeGreaterThanOrEqual(2);
    expect(rules.getByText(/promise the next update instead/)).toBeVisible();
  });

  it("judges as the engine does, names that only people inside know included", async () => {
    const texts = [
      "Since 12:08 customers in Europe cannot pay at all. We are rolling back v418 of quote-client. Next update at 12:30.",
      "Probably the database, Tomasz broke it. Fixed in ten minutes, promise.",
      "checkout error rollback update 12:30 sorry status fix",
      "Tomasz, please look at the orders-db connections in eu-west, 10 minutes.",
    ];
    const session = await paged(300);
    for (const audience of AUDIENCES) {
      for (const text of texts) {
        await session.send({ kind: "say", args: { audience, text } });
        const said = session.journal.filter(({ kind }) => kind === "message").at(-1);
        const mine = new Set(judgeMessage(text, READERS[audience], contextOf(session.view)).map(({ id }) => id));
        expect([...mine]).toEqual(said?.data.features);
      }
    }
  });

  it("shows a refusal and keeps the text", async () => {
    const session = await paged(300);
    show(session, <Composer audience="incident" />);
    await userEvent.click(screen.getByRole("button", { name: /Send/ }));
    expect(screen.getByText("There is nothing to say yet.")).toBeVisible();
  });

  it("U61 keeps what is written while a message is on its way, a word more or another text", async () => {
    for (const [typed, left] of [
      [" And Europe only.", "And Europe only."],
      ["{Control>}a{/Control}Next one", "Next one"],
      ["", ""],
    ] as const) {
      const session = await paged(300);
      const { send } = session;
      let arrive: () => void = () => undefined;
      session.send = async (body) => {
        await new Promise<void>((resolve) => {
          arrive = resolve;
        });
        return send(body);
      };
      show(session, <Composer audience="incident" />);
      const field = screen.getByRole("textbox", { name: /Message, read by/ });
      await userEvent.type(field, "Checkout fails.{Control>}{Enter}{/Control}");
      if (typed !== "") await userEvent.type(field, typed);
      await act(async () => arrive());
      expect(session.sent).toMatchObject([{ kind: "say", args: { text: "Checkout fails." } }]);
      expect(field).toHaveValue(left);
      cleanup();
    }
  });

  it("axe finds nothing, gaps and marks included", async () => {
    show(await paged(300), <Composer audience="executives" roomy />);
    await userEvent.type(
      screen.getByRole("textbox", { name: /Message, read by/ }),
      "Customers cannot pay, fixed by 12:30.",
    );
    await userEvent.click(screen.getByRole("button", { name: "Figure" }));
    expect(await axeFindings()).toEqual([]);
  });
});
