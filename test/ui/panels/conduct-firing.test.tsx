// @vitest-environment jsdom
import "../kit/setup";
import { cleanup, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { reload } from "../../session/team/room";
import { at, Conducting, inject } from "./conduct-room";

const said = ({ room }: Conducting, text: string): number =>
  room.main.session.getState().view?.messages.filter((message) => message.text === text).length ?? 0;

describe("injects that are due", () => {
  it("CD1 happen by themselves at their second, and once", async () => {
    const conducting = await Conducting.open({ queue: [inject("late", at(400)), inject("soon", at(200))] });
    expect(screen.getByRole("region", { name: "Next inject" })).toHaveTextContent(/Inject soon.*in 0:3/);
    await conducting.pass(5);
    expect(conducting.fired).toEqual([]);
    await conducting.pass(4);
    expect(conducting.fired).toEqual(["soon"]);
    expect(said(conducting, "Hana says soon")).toBe(1);
    expect(screen.getByRole("region", { name: "Next inject" })).toHaveTextContent("Inject late");
    await conducting.pass(10);
    expect(conducting.fired).toEqual(["soon"]);
  });

  it("CD1 do not happen a second time after a reload, nor where another window has the same plan", async () => {
    const conducting = await Conducting.open({ queue: [inject("soon", at(180)), inject("later", at(230))] });
    await conducting.pass(4);
    expect(conducting.fired).toEqual(["soon"]);
    const { room } = conducting;
    cleanup();
    const again = await reload(room.room, room.main);
    room.devices.splice(0, 1, again);
    await conducting.show("now", again);
    await conducting.pass(20);
    const { commands } = again.session.log().run;
    const ids = commands.flatMap((each) =>
      each.kind === "team" && each.args.do === "inject" ? [each.args.inject] : [],
    );
    expect(ids).toEqual(["soon", "later"]);
  });

  it("wait for a condition, as long as it takes", async () => {
    const conducting = await Conducting.open({
      queue: [inject("acked", { when: { kind: "condition", condition: { is: "acknowledged", minutes: 1 } } })],
    });
    await conducting.pass(20);
    expect(conducting.fired).toEqual([]);
    await conducting.room.send({ kind: "ack", args: { page: "page" } }, "ana");
    await conducting.pass(11);
    expect(conducting.fired).toEqual([]);
    await conducting.pass(3);
    expect(conducting.fired).toEqual(["acked"]);
  });

  it("CD3 wait for a press where one wants to be asked; the key of the next one is enough", async () => {
    const conducting = await Conducting.open({ queue: [inject("soon", at(175)), inject("next", at(600))] });
    await conducting.tab("Injects");
    await userEvent.click(screen.getByRole("switch", { name: /Ask me before/ }));
    await conducting.pass(5);
    expect(conducting.fired).toEqual([]);
    await conducting.tab("Now");
    expect(screen.getByRole("region", { name: "Due now" })).toHaveTextContent("Inject soon");
    await userEvent.keyboard("{Shift>}i{/Shift}");
    await conducting.settle();
    expect(conducting.fired).toEqual(["soon"]);
    await userEvent.keyboard("{Shift>}I{/Shift}");
    await conducting.settle();
    expect(conducting.fired).toEqual(["soon", "next"]);
    await conducting.tab("Injects");
    await userEvent.click(screen.getByRole("switch", { name: /Ask me before/ }));
  });

  it("CD2 go on while somebody else's screen is shown", async () => {
    const conducting = await Conducting.open({ queue: [inject("soon", at(190))] });
    conducting.room.main.session.actAs("bo");
    await conducting.pass(6);
    expect(conducting.fired).toEqual(["soon"]);
    expect(conducting.room.main.session.log().run.commands.at(-1)).toMatchObject({ role: "facilitator" });
  });

  it("CD1 are left to whoever drives the clock", async () => {
    const conducting = await Conducting.open({ queue: [inject("soon", at(250))] });
    const { room } = conducting;
    const other = await room.join("eve");
    await room.deed(
      { do: "seat", seat: "eve", name: "Eve", device: "eve", roles: ["facilitator"], services: [] },
      "facilitator",
    );
    await room.deed({ do: "hold" }, "eve", other);
    await conducting.pass(40);
    expect(room.now).toBeGreaterThan(300);
    expect(conducting.fired).toEqual([]);
    expect(screen.getByRole("region", { name: "Due now" })).toHaveTextContent("on the device that drives the clock");
  });

  it("CD4 that are refused say why, and are not tried again until somebody presses", async () => {
    const broken = inject("broken", {
      ...at(175),
      effects: [{ kind: "remark", from: "nobody", audience: "incident", text: "Hello", interrupts: false }],
    });
    const conducting = await Conducting.open({ queue: [broken] });
    await conducting.pass(6);
    expect(conducting.fired).toEqual([]);
    const next = within(screen.getByRole("region", { name: "Next inject" }));
    expect(next.getByRole("note")).toHaveTextContent(/“Inject broken” did not happen.*no person "nobody"/);
    const tries = () =>
      conducting.room.main.log
        .entries()
        .filter(({ body }) => body.kind === "command" && body.body.kind === "team" && body.body.args.do === "inject");
    await conducting.pass(2);
    expect(tries()).toHaveLength(1);
    await userEvent.click(next.getByRole("button", { name: "Try again" }));
    await conducting.settle();
    expect(tries()).toHaveLength(2);
  });

  it("mean whoever holds a role by then", async () => {
    const conducting = await Conducting.open({
      queue: [inject("away", { ...at(175), effects: [{ kind: "unreachable", seat: "@commander", minutes: 5 }] })],
    });
    await conducting.pass(3);
    expect(conducting.room.deeds("inject")).toMatchObject([{ effects: [{ kind: "unreachable", seat: "ana" }] }]);
  });

  it("that are only said aloud happen, too, and stay to be read", async () => {
    const conducting = await Conducting.open({
      queue: [inject("aloud", { ...at(175), effects: [], read: "Say that the vendor is green." })],
    });
    await conducting.pass(3);
    expect(conducting.fired).toEqual(["aloud"]);
    expect(screen.getByRole("region", { name: "Happened" })).toHaveTextContent("Say that the vendor is green.");
  });
});
