import { Pencil } from "lucide-react";
import { useState } from "react";
import type { Audience } from "#domain/commands";
import { useCanDo, useCanPlay } from "../../command";
import { consoleStore, useConsole } from "../../console-state";
import { Button } from "../../kit/Button";
import { cx } from "../../kit/cx";
import { useFocusBack } from "../../kit/focus-back";
import { useHotkeys } from "../../kit/hotkeys";
import { SegmentedControl } from "../../kit/Toggle";
import { useView } from "../../live";
import { useIsTeam } from "../../team/context";
import { UpTo } from "../../team/UpTo";
import { WhoWrites } from "../../team/Writing";
import { useWide } from "../../wide";
import { AUDIENCE_WORDS } from "../../words";
import Composer from "../composer/index";
import css from "./channel.module.css";
import { type Filter, linesOf, unreadOf } from "./lines";
import { Requests } from "./Requests";
import { Stream } from "./Stream";

const FILTERS: readonly { readonly value: Filter; readonly label: string }[] = [
  { value: "all", label: "All" },
  { value: "incident", label: AUDIENCE_WORDS.incident.label },
  { value: "executives", label: AUDIENCE_WORDS.executives.label },
  { value: "support", label: AUDIENCE_WORDS.support.label },
];

/** Everybody who speaks to the lead, in one stream: requests on top, messages below, and where to write. */
export default function ChannelPanel() {
  const messages = useView((view) => view.messages);
  const requests = useView((view) => view.requests);
  const pages = useView((view) => view.pages);
  const team = useView((view) => view.team);
  const isTeam = useIsTeam();
  const canSay = useCanDo("say");
  const speaks = team?.speaks ?? null;
  const canWrite = canSay && (speaks === null || speaks.length > 0);
  const compose = useConsole((state) => state.compose);
  const read = useConsole((state) => state.read);
  const canPlay = useCanPlay();
  const [filter, setFilter] = useState<Filter>("all");
  const isCentre = useConsole((state) => state.panel === "channel");
  const isWide = useWide();
  const isRoomy = isCentre && isWide;
  // What was left open is gone on with; otherwise the focus stays where it is.
  const [wantsFocus, setWantsFocus] = useState(isCentre && compose !== null);
  // Nothing is new in what is over.
  const unread = canPlay ? unreadOf(messages, read, team?.seat ?? null) : [];
  const filters = FILTERS.filter(({ value }) => value === "all" || team === null || team.hears.includes(value));
  const opener = useFocusBack<HTMLButtonElement>(compose !== null);
  const markRead = () => {
    const last = messages.at(-1)?.id ?? -1;
    if (last > read) consoleStore.setState({ read: last });
  };
  // In a team, to those one may speak to.
  const heard = (audience: Audience) =>
    speaks === null || speaks.includes(audience) ? audience : (speaks[0] ?? audience);
  const open = (audience: Audience) => {
    markRead();
    setWantsFocus(true);
    consoleStore.setState({ compose: heard(audience) });
  };
  useHotkeys([
    {
      keys: "m",
      label: "Write a message",
      group: "Channel",
      run: () => {
        if (canWrite) open(compose ?? (filter === "all" ? "incident" : filter));
      },
    },
  ]);
  const close = () => {
    setWantsFocus(false);
    consoleStore.setState({ compose: null });
  };
  return (
    <section
      aria-label="Messages and questions"
      className={cx(css.channel, isRoomy && css.roomy)}
      onPointerDown={markRead}
      onKeyDown={markRead}
    >
      <div className={css.talk}>
        <div className={css.bar}>
          <SegmentedControl label="Whose messages" segments={filters} value={filter} onChange={setFilter} />
          <span className={css.count}>{unread.length > 0 && `${unread.length} new`}</span>
        </div>
        <Requests folded={compose !== null && !isRoomy} />
        <Stream lines={linesOf({ messages, requests, pages }, filter)} firstUnread={unread[0]?.id ?? null} />
      </div>
      {isTeam && (
        <div className={css.others}>
          <WhoWrites />
          {speaks?.length === 0 ? (
            <p className="muted">You read along; writing here is not part of your role.</p>
          ) : (
            <UpTo right="say">Writing here</UpTo>
          )}
        </div>
      )}
      {canWrite && (
        <div className={css.write}>
          {isRoomy ? (
            <Composer audience={heard(compose ?? "incident")} focus={wantsFocus} roomy onSent={close} />
          ) : compose === null ? (
            <Button
              ref={opener}
              icon={<Pencil />}
              keys="m"
              onClick={() => open(filter === "all" ? "incident" : filter)}
            >
              Write a message
            </Button>
          ) : (
            <Composer audience={heard(compose)} focus={wantsFocus} onClose={close} />
          )}
        </div>
      )}
    </section>
  );
}
