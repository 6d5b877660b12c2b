const MARK = "● Page · ";

const RED_DOT = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="#c63a31"/></svg>',
)}`;

interface BadgeNavigator {
  readonly setAppBadge?: (count?: number) => Promise<void>;
  readonly clearAppBadge?: () => Promise<void>;
}

const own = (): BadgeNavigator => navigator as BadgeNavigator;

/** Marks on the tab's title and icon, and on the icon of the installed app. */
export class Badge {
  private isOn = false;
  private icon = "";

  get onApp(): boolean {
    return typeof own().setAppBadge === "function";
  }

  /** May be called again and again: a page that sets its title while it rings is marked again. */
  set(on: boolean): void {
    const { title } = document;
    const isMarked = title.startsWith(MARK);
    if (on && !isMarked) document.title = MARK + title;
    if (!on && isMarked) document.title = title.slice(MARK.length);
    if (on === this.isOn) return;
    this.isOn = on;
    const link = document.querySelector('link[rel="icon"]');
    if (on) this.icon = link?.getAttribute("href") ?? "";
    link?.setAttribute("href", on ? RED_DOT : this.icon);
    // A browser may refuse for an app that is not installed.
    (on ? own().setAppBadge?.(1) : own().clearAppBadge?.())?.catch(() => undefined);
  }
}
