import { useEffect, useState } from "react";
import type { Pager, PagerMeans } from "#session/contract";
import { Button } from "../../kit/Button";
import { KeyValue } from "../../kit/KeyValue";
import { Section } from "../../kit/Page";
import { Status, type Tone } from "../../kit/Sign";
import { Toggle } from "../../kit/Toggle";
import { useServices } from "../../services";
import { isMuted, setMuted } from "../../shift/alarm";
import css from "./shift.module.css";

interface Words {
  readonly tone: Tone;
  readonly word: string;
  readonly text: string;
}

const SOUND: Readonly<Record<PagerMeans["sound"], Words>> = {
  ready: { tone: "good", word: "Ready", text: "" },
  press: {
    tone: "warn",
    word: "After a press",
    text: "A browser plays nothing before something was pressed in the tab. After a reload, press anything once.",
  },
  missing: { tone: "neutral", word: "Not here", text: "This browser makes no sound of its own." },
};

const NOTIFICATION: Readonly<Record<PagerMeans["notification"], Words>> = {
  granted: { tone: "good", word: "Allowed", text: "" },
  ask: { tone: "info", word: "Not asked", text: "The browser asks when you press the button below." },
  blocked: {
    tone: "warn",
    word: "Blocked",
    text: "Refused in this browser. It can be allowed in the settings of this site, beside the address.",
  },
  insecure: {
    tone: "neutral",
    word: "Not over plain HTTP",
    text: "This page came over plain HTTP, where browsers show no notifications. Sound, tab and page still tell.",
  },
  missing: { tone: "neutral", word: "Not here", text: "This browser shows none, or only for an installed app." },
};

const MARK: Words = { tone: "good", word: "Tab", text: "Title and icon of the tab are marked." };
const MARK_APP: Words = { tone: "good", word: "Tab and app", text: "Also the app's icon, where it is installed." };

const shown = ({ tone, word, text }: Words) => (
  <span className={css.means}>
    <Status tone={tone} plain>
      {word}
    </Status>
    {text !== "" && <span className={css.note}>{text}</span>}
  </span>
);

/** Seconds the sample rings. */
const SAMPLE = 4;

/** How a page reaches somebody here: what works, what does not and why, and a try. */
export function Reach() {
  const services = useServices();
  const [pager, setPager] = useState<Pager | null>(null);
  const [means, setMeans] = useState<PagerMeans | null>(null);
  const [muted, mute] = useState(isMuted);
  const [trying, setTrying] = useState(false);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    services.pager().then(
      (found) => {
        setPager(found);
        setMeans(found.means());
      },
      () => setFailed(true),
    );
  }, [services]);
  useEffect(() => {
    // The first press in the tab makes sound possible.
    const look = () => pager !== null && setMeans(pager.means());
    addEventListener("click", look);
    addEventListener("focus", look);
    return () => {
      removeEventListener("click", look);
      removeEventListener("focus", look);
    };
  }, [pager]);
  useEffect(() => {
    if (!trying || pager === null) return;
    const timer = setTimeout(() => setTrying(false), SAMPLE * 1000);
    return () => {
      clearTimeout(timer);
      pager.silence();
      pager.mark(false);
    };
  }, [trying, pager]);
  const attempt = async () => {
    if (pager === null) return;
    setMeans(await pager.allow());
    if (!muted) pager.ring(0.3);
    pager.mark(true);
    pager.notify("This is a try", "A page of your shift looks like this.", muted);
    setTrying(true);
  };
  return (
    <Section title="How you are reached">
      <div className={css.stack}>
        {failed && (
          <p className={css.note}>
            Sound and notifications could not be loaded: pages are only shown, on every screen. Reload when you are
            online again.
          </p>
        )}
        {means !== null && (
          <KeyValue
            pairs={[
              {
                key: "Sound",
                value: muted
                  ? shown({ tone: "neutral", word: "Off", text: "Switched off below." })
                  : shown(SOUND[means.sound]),
              },
              { key: "Notification", value: shown(NOTIFICATION[means.notification]) },
              { key: "Mark", value: shown(means.badge ? MARK_APP : MARK) },
            ]}
          />
        )}
        {means !== null && (muted || means.sound === "missing") && means.notification !== "granted" && (
          <p className={css.note}>As it is, only the tab tells: keep it in sight.</p>
        )}
        <Toggle
          checked={!muted}
          onChange={(on) => {
            setMuted(!on);
            mute(!on);
          }}
          label="Pages ring"
        />
        <div className={css.buttons}>
          <Button onClick={() => void attempt()} busy={trying}>
            Try sound and notification
          </Button>
        </div>
      </div>
    </Section>
  );
}

/** What a page in a browser cannot do, in plain words. */
export function Limits() {
  return (
    <Section title="What a browser cannot do">
      <ul className={css.limits}>
        <li>
          There is no server that could call you. Pages go off while a tab of Meantime is open. It may be in the
          background; browsers wake such tabs rarely, so that a page can come a minute late.
        </li>
        <li>
          If Meantime was closed, or the machine slept, the page waits and goes off when it is open again. Your time
          counts from then, and only while it can ring. Of several that came due, the last one waits; the others are
          noted as never shown.
        </li>
        <li>While a run is played, on this screen or in another tab, no page goes off. It waits for the end.</li>
        <li>Several tabs are one pager: the tab you looked at last rings.</li>
        <li>
          After 2 minutes it rings louder, after 5 the secondary is called, after 15 they have it. This is written into
          the shift.
        </li>
      </ul>
    </Section>
  );
}
