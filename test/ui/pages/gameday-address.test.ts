import { describe, expect, it } from "vitest";
import { joinHash, joinLink, readJoinLink } from "#ui/pages/gameday/address";

const ADDRESS = { room: "r/1", secret: "s e", founder: "key_-", relay: "ws://10.0.0.2:4173/relay" };

describe("the address of a room", () => {
  it("comes back as it was, whole or as its hash, with spaces round it", () => {
    for (const address of [ADDRESS, { ...ADDRESS, relay: null }]) {
      expect(readJoinLink(joinHash(address))).toEqual(address);
      expect(readJoinLink(`  ${joinLink(address, "http://10.0.0.2:4173/#/gameday/room/x")}\n`)).toEqual(address);
    }
  });

  it("names the machine as the others find it, where the page only knows it as this one", () => {
    expect(joinLink(ADDRESS, "http://localhost:4173/#/gameday/room/x")).toMatch(/^http:\/\/10\.0\.0\.2:4173\/#/);
    const secure = { ...ADDRESS, relay: "wss://10.0.0.2:4173/relay" };
    expect(joinLink(secure, "https://127.0.0.1:4173/")).toMatch(/^https:\/\/10\.0\.0\.2:4173\/#/);
    expect(joinLink(ADDRESS, "http://day.example/app/#/x")).toMatch(/^http:\/\/day\.example\/app\/#/);
    expect(joinLink({ ...ADDRESS, relay: null }, "http://localhost:4173/")).toMatch(/^http:\/\/localhost:4173\/#/);
  });

  it("is none when something is missing or broken", () => {
    for (const text of [
      "",
      "http://10.0.0.2/",
      "#/gameday/join/room",
      "#/gameday/join/room/secret",
      "#/gameday/join/%/s/f",
    ]) {
      expect(readJoinLink(text)).toBeNull();
    }
  });
});
