// @vitest-environment jsdom
import "../kit/setup";
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { consoleStore } from "#ui/console-state";
import TerminalPanel from "#ui/panels/terminal/index";
import { commonStart, completed, historyOf, hostName, searchBack, withEntry } from "#ui/panels/terminal/lines";
import { axeFindings, type BareSession, paged, show } from "./session";

const log = () => screen.getByRole("log", { name: "Terminal" });
const field = () => screen.getByRole("textbox");
const acts = (session: BareSession) => session.sent.flatMap((body) => (body.kind === "act" ? [body.args] : []));
const looks = (session: BareSession) =>
  session.sent.flatMap((body) => (body.kind === "look" && body.args.panel === "terminal" ? [body.args.line] : []));

async function open() {
  const session = await paged(320);
  show(session, <TerminalPanel />);
  return { session, user: userEvent.setup() };
}

describe("the terminal", () => {
  it("prints what a line gives, and the line stands in the log as a look", async () => {
    const { session, user } = await open();
    expect(log()).toHaveTextContent(/Type help/);
    await user.type(field(), "kubectl get pods -l app=checkout -n eu-west{Enter}");
    await waitFor(() => expect(log()).toHaveTextContent(/checkout-eu-west-\S+ +1\/1 +Running/));
    expect(log()).toHaveTextContent("oncall@fennimore:~$ kubectl get pods");
    expect(looks(session)).toEqual(["kubectl get pods -l app=checkout -n eu-west"]);
    expect(field()).toHaveValue("");
    expect(await axeFindings()).toEqual([]);
  });

  it("asks before what is risky, gives the command of the buttons on y, and nothing on anything else", async () => {
    const { session, user } = await open();
    await user.type(field(), "kubectl rollout undo deploy/checkout -n eu-west{Enter}");
    await waitFor(() => expect(log()).toHaveTextContent(/Medium risk: .*Continue\? \[y\/N\]/));
    expect(acts(session)).toEqual([]);
    await user.type(field(), "n{Enter}");
    await waitFor(() => expect(log()).toHaveTextContent("aborted"));
    expect(acts(session)).toEqual([]);
    await user.type(field(), "kubectl rollout undo deploy/checkout -n eu-west{Enter}");
    await waitFor(() => expect(screen.getByText("[y/N]")).toBeVisible());
    await user.type(field(), "y{Enter}");
    await waitFor(() => expect(log()).toHaveTextContent("deployment.apps/checkout rolled back"));
    expect(acts(session)).toEqual([{ action: "rollback", node: "checkout", region: "eu-west" }]);
    expect(session.view.operations.at(-1)?.request.action).toBe("rollback");
  });

  it("gives what is harmless at once, and says why something is refused", async () => {
    const { session, user } = await open();
    await user.type(field(), "kubectl exec deploy/checkout -n eu-west -- jstack 1{Enter}");
    await waitFor(() =>
      expect(acts(session)).toEqual([{ action: "thread-dump", node: "checkout", region: "eu-west" }]),
    );
    await waitFor(() => expect(log()).toHaveTextContent(/thread dump is kept/));
    await user.type(field(), "kubectl rollout undo deploy/cart --to-revision=9{Enter}");
    await waitFor(() => expect(log()).toHaveTextContent(/unable to find specified revision 9/));
    expect(acts(session)).toHaveLength(1);
  });

  it("completes with Tab, walks the history, searches it, clears", async () => {
    const { user } = await open();
    await user.type(field(), "kubectl ro{Tab}");
    expect(field()).toHaveValue("kubectl rollout ");
    await user.type(field(), "history deploy/checko{Tab}{Enter}");
    await waitFor(() => expect(log()).toHaveTextContent(/REVISION/));
    await user.type(field(), "date{Enter}");
    await waitFor(() => expect(log()).toHaveTextContent(/2026 \+0000/));
    await user.type(field(), "{ArrowUp}{ArrowUp}");
    expect(field()).toHaveValue("kubectl rollout history deploy/checkout");
    await user.type(field(), "{ArrowDown}");
    expect(field()).toHaveValue("date");
    await user.type(field(), "{Control>}c{/Control}");
    expect(field()).toHaveValue("");
    await user.type(field(), "{Control>}r{/Control}hist");
    expect(screen.getByText(/reverse-i-search: kubectl rollout history/)).toBeVisible();
    await user.type(field(), "{Escape}");
    await user.type(field(), "kubectl get {Tab}");
    expect(log()).toHaveTextContent(/deploy +events +hpa/);
    await user.type(field(), "{Control>}l{/Control}");
    await waitFor(() => expect(log()).not.toHaveTextContent(/REVISION/));
    expect(historyOf(consoleStore.getState().terminal)).toContain("date");
  });

  it("leaves by Tab from an empty line", async () => {
    const { user } = await open();
    expect(field()).toHaveFocus();
    await user.tab();
    expect(field()).not.toHaveFocus();
  });
});

describe("lines", () => {
  it("keep a bounded screen", () => {
    let entries: ReturnType<typeof withEntry> = [];
    for (let i = 0; i < 200; i++) entries = withEntry(entries, { line: `l${i}`, output: "x".repeat(5000), exit: 0 });
    expect(entries.length).toBeLessThanOrEqual(16);
    expect(entries.at(-1)?.line).toBe("l199");
  });

  it("complete a word where the cursor is", () => {
    expect(commonStart(["deploy/cart", "deploy/checkout"])).toBe("deploy/c");
    expect(completed("k get po -n x", 8, 6, ["pods"])).toEqual({ line: "k get pods -n x", cursor: 11 });
    expect(completed("k logs d", 8, 7, ["deploy/cart", "deploy/checkout"]).line).toBe("k logs deploy/c");
    expect(completed("k scale --re", 12, 8, ["--replicas="]).line).toBe("k scale --replicas=");
  });

  it("are found backwards", () => {
    expect(searchBack(["a one", "b two", "a three"], "a ")).toBe(2);
    expect(searchBack(["a one", "b two", "a three"], "a ", 2)).toBe(0);
    expect(searchBack(["a"], "zz")).toBe(-1);
    expect(hostName("Fennimore & Sons")).toBe("fennimore-sons");
  });
});
