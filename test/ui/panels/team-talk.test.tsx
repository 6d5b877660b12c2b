// @vitest-environment jsdom
import "../kit/setup";
import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { Banners } from "#ui/pages/console/Banners";
import ActionsPanel from "#ui/panels/actions/index";
import ChannelPanel from "#ui/panels/channel/index";
import NotebookPanel from "#ui/panels/notebook/index";
import StatusPanel from "#ui/panels/status/index";
import { axeFindings } from "./session";
import { TEAM, TeamRoom } from "./team-room";

vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));

const stream = () => within(screen.getByRole("list", { name: "Messages" }));
const say = (text: string) => ({ kind: "say", args: { audience: "incident", text } }) as const;

describe("the channel of a team", () => {
  it("shows real people by their names beside simulated ones, and whether they are connected", async () => {
    const room = await TeamRoom.running();
    const other = await room.join("other");
    await room.send(say("I look into checkout."), "bo");
    room.show(<ChannelPanel />, "ana");
    expect(stream().getByText("Bo")).toBeVisible();
    expect(stream().getByText("I look into checkout.")).toBeVisible();
    expect(screen.queryByText(/, connected/)).not.toBeInTheDocument();
    await room.deed({ do: "join", seat: "lea", name: "Lea", roles: [], services: [] }, "lea", other);
    const seat = { do: "seat", seat: "lea", name: "Lea", device: "other", roles: ["resolver"], services: [] } as const;
    await room.deed(seat, "facilitator");
    await room.send(say("Here."), "lea", other);
    expect(stream().getByText(/, connected/)).toBeInTheDocument();
    await act(async () => {
      other.session.dispose();
      other.log.close();
    });
    expect(stream().getByText(/, not connected/)).toBeInTheDocument();
  });

  it("says who is writing to whom, to those who hear it", async () => {
    const room = await TeamRoom.running();
    const other = await room.join("other");
    await room.deed({ do: "join", seat: "lea", name: "Lea", roles: [], services: [] }, "lea", other);
    const { unmount } = room.show(<ChannelPanel />, "ana");
    await act(async () => other.session.announce({ writesTo: "executives" }));
    await room.pass(1);
    expect(screen.getByText(/Lea is writing to the leadership thread/)).toBeVisible();
    unmount();
    room.show(<ChannelPanel />, "bo");
    expect(screen.queryByText(/is writing/)).not.toBeInTheDocument();
  });

  it("tells the others to whom one writes, for as long as one does", async () => {
    const room = await TeamRoom.running();
    const announced = vi.spyOn(room.main.session, "announce");
    room.show(<ChannelPanel />, "bo");
    await userEvent.keyboard("m");
    await userEvent.keyboard("I am on it");
    expect(announced).toHaveBeenLastCalledWith({ writesTo: "incident" });
    await userEvent.click(screen.getByRole("button", { name: /^Send/ }));
    expect(announced).toHaveBeenLastCalledWith({ writesTo: null });
  });

  it("offers those audiences one may speak to, and reads along where there is none", async () => {
    const room = await TeamRoom.running();
    const { unmount } = room.show(<ChannelPanel />, "ana");
    await userEvent.keyboard("m");
    const to = within(screen.getByRole("combobox", { name: "To" }));
    expect(to.getAllByRole("option").map(({ textContent }) => textContent)).toEqual([
      "To the incident channel",
      "To the leadership thread",
    ]);
    unmount();
    room.show(<ChannelPanel />, "sam");
    expect(screen.getByText("You read along; writing here is not part of your role.")).toBeVisible();
    expect(screen.queryByRole("button", { name: /Write a message/ })).not.toBeInTheDocument();
  });

  it("counts what the others wrote as new, and not one's own", async () => {
    const room = await TeamRoom.running();
    room.show(<ChannelPanel />, "ana");
    await userEvent.click(screen.getByRole("list", { name: "Messages" }));
    expect(screen.queryByText(/new$/)).not.toBeInTheDocument();
    await room.send(say("Mine."), "ana");
    expect(screen.queryByText(/new$/)).not.toBeInTheDocument();
    await room.send(say("Another's."), "bo");
    expect(screen.getByText("1 new")).toBeVisible();
  });
});

describe("the status page of a team", () => {
  it("U31 takes drafts, which the commander gives back with a word or publishes", async () => {
    const room = await TeamRoom.running();
    const first = room.show(<StatusPanel />, "cal");
    await userEvent.type(screen.getByRole("textbox", { name: /^Message/ }), "Something is odd");
    await userEvent.click(screen.getByRole("button", { name: /^Hand in for approval/ }));
    expect(room.deeds("draft")).toMatchObject([{ audience: "customers", text: "Something is odd" }]);
    expect(screen.getByText("waits for approval")).toBeVisible();
    expect(screen.getByText("Approving it is up to Ana (incident commander).")).toBeVisible();
    expect(screen.getByText("No incidents reported.")).toBeVisible();
    first.unmount();

    const second = room.show(<StatusPanel />, "ana");
    expect(screen.queryByRole("textbox", { name: /^Message/ })).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Not yet…" }));
    await userEvent.type(screen.getByRole("textbox", { name: "What has to change" }), "Say what customers see");
    await userEvent.click(screen.getByRole("button", { name: "Give it back" }));
    expect(screen.getByText("not approved")).toBeVisible();
    second.unmount();

    const third = room.show(<StatusPanel />, "cal");
    expect(screen.getByText(/Say what customers see/)).toBeVisible();
    await userEvent.keyboard("d");
    expect(screen.getByRole("textbox", { name: /^Message/ })).toHaveFocus();
    await userEvent.click(screen.getByRole("button", { name: "Write it anew" }));
    const field = screen.getByRole("textbox", { name: /^Message/ });
    expect(field).toHaveValue("Something is odd");
    await userEvent.clear(field);
    await userEvent.type(field, "Some customers cannot pay.");
    await userEvent.click(screen.getByRole("button", { name: /^Hand in for approval/ }));
    expect(room.deeds("draft")).toHaveLength(2);
    expect(screen.queryByText("Something is odd")).not.toBeInTheDocument();
    third.unmount();

    // By one key to what waits, by another into effect.
    room.show(<StatusPanel />, "ana");
    await userEvent.keyboard("d");
    expect(screen.getByRole("button", { name: "Approve and publish" })).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    const page = within(screen.getByRole("region", { name: "The status page as customers see it" }));
    expect(page.getByText("Some customers cannot pay.")).toBeVisible();
    expect(screen.getByText("1 published")).toBeVisible();
  });
});

describe("what is not one's business", () => {
  it("U30 says whose it is in the notebook and among the actions", async () => {
    const room = await TeamRoom.running();
    const { unmount } = room.show(<NotebookPanel />, "cal");
    expect(screen.getByText(/Writing hypotheses is up to Ana \(incident commander\) or Bo \(resolver\)/)).toBeVisible();
    unmount();
    room.show(<ActionsPanel />, "ana");
    expect(screen.getByText("Acting on the system is up to Bo (resolver).")).toBeVisible();
    expect(screen.queryByRole("button", { name: /^Choose/ })).not.toBeInTheDocument();
  });

  it("names the services a resolver acts on", async () => {
    const people = TEAM.map((each) => (each.id === "bo" ? { ...each, services: ["checkout"] } : each));
    const room = await TeamRoom.running(170, people);
    room.show(<ActionsPanel />, "bo");
    expect(screen.getByText(/You act on Checkout/i)).toBeVisible();
  });

  it("leaves the page to those who may take it", async () => {
    const room = await TeamRoom.running();
    const { unmount } = room.show(<Banners />, "cal");
    expect(await screen.findByText(/Taking it is up to Ana/)).toBeVisible();
    expect(screen.queryByRole("button", { name: /^Acknowledge/ })).not.toBeInTheDocument();
    unmount();
    room.show(<Banners />, "bo");
    await userEvent.click(screen.getByRole("button", { name: /^Acknowledge/ }));
    expect(screen.queryByText(/^Page:/)).not.toBeInTheDocument();
  });
});

describe("banners of a team", () => {
  it("say that a tool does not load, and to whoever cannot be reached that it is so", async () => {
    const room = await TeamRoom.running();
    const effects = [
      { kind: "panel-down", panel: "logs", minutes: 5 },
      { kind: "unreachable", seat: "bo", minutes: 5 },
    ] as const;
    await room.deed({ do: "inject", inject: "i1", title: "Trouble", effects }, "facilitator");
    const { unmount } = room.show(<Banners />, "ana");
    expect(await screen.findByText("Does not load: Logs")).toBeVisible();
    expect(screen.queryByText(/You cannot be reached/)).not.toBeInTheDocument();
    unmount();
    room.show(<Banners />, "bo");
    expect(await screen.findByText(/^You cannot be reached for 5 min more/)).toBeVisible();
  });

  it("U62 say of a full disk what it means for the team: the facilitator's clock stands still, a player's does not", async () => {
    const room = await TeamRoom.running();
    const other = await room.join("other");
    await room.deed({ do: "join", seat: "lea", name: "Lea", roles: [], services: [] }, "lea", other);
    for (const [device, seat, so] of [
      [other, "lea", "the clock goes on, and what you do reaches nobody"],
      [room.main, "facilitator", "the clock stands still for everybody"],
    ] as const) {
      const { unmount } = room.show(<Banners />, seat, device);
      device.log.problem = "quota";
      await act(async () => {
        await device.session.deed({ do: "hot-wash", card: seat, column: "kept", text: "Not stored" }, seat);
      });
      expect(await screen.findByText(`The browser's storage is full; ${so}`)).toBeVisible();
      device.log.problem = null;
      unmount();
    }
  });

  it("say that the clock stands still, that one is apart, and afterwards what of the past has changed", async () => {
    const room = await TeamRoom.running();
    const other = await room.join("other");
    await room.deed({ do: "join", seat: "lea", name: "Lea", roles: [], services: [] }, "lea", other);
    const { unmount } = room.show(<Banners />, "lea", other);
    expect(screen.queryByText(/The clock stands still/)).not.toBeInTheDocument();
    await act(async () => room.room.net.split(new Map([[other.log, 1]])));
    await room.pass(10);
    expect(await screen.findByText(/The clock stands still/)).toBeVisible();
    expect(screen.getByText("Apart from the others")).toBeVisible();
    await room.deed({ do: "hot-wash", card: "c1", column: "kept", text: "From afar" }, "lea", other);
    unmount();
    room.show(<Banners />, "ana");
    await act(async () => room.room.net.heal());
    await room.pass(1);
    expect(await screen.findByText("History corrected")).toBeVisible();
    expect(screen.getByText(/Something that was done at/)).toBeVisible();
  });

  it("are accessible", async () => {
    const room = await TeamRoom.running();
    const effects = [{ kind: "panel-down", panel: "logs", minutes: 5 }] as const;
    await room.deed({ do: "inject", inject: "i1", title: "Trouble", effects }, "facilitator");
    await room.deed({ do: "draft", draft: "d1", audience: "customers", text: "We look into it." }, "cal");
    room.show(
      <>
        <Banners />
        <StatusPanel />
      </>,
      "ana",
    );
    await screen.findByText("Does not load: Logs");
    expect(await axeFindings()).toEqual([]);
  });
});
