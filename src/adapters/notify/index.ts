import type { Pager } from "#session/contract";
import { Badge } from "./badge";
import { Bell } from "./bell";
import { Notices } from "./notification";

/** The pager of this tab: sound, system notification, marks. Reads nothing from the page but its title and icon. */
export function browserPager(): Pager {
  const bell = new Bell();
  const notices = new Notices();
  const badge = new Badge();
  const means = () => ({ notification: notices.permission(), sound: bell.state(), badge: badge.onApp });
  return {
    means,
    async allow() {
      await notices.ask();
      return means();
    },
    ring: (loudness) => bell.ring(loudness),
    silence: () => bell.silence(),
    notify: (title, text, silent) => notices.show(title, text, silent),
    mark(on) {
      badge.set(on);
      if (!on) notices.close();
    },
  };
}
