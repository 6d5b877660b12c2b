import { useEffect, useState } from "react";
import type { Program } from "#domain/drill";
import type { RunHeader } from "#domain/run";
import { resolveScene } from "#engine/index";
import { clockMinutes } from "#lib/format";
import { messageOf } from "#lib/message";
import { type FirstPage, firstPage, programOf } from "#session/index";
import { CLOCK_WORDS } from "../../clocks";
import { Frame } from "../../Frame";
import { Button } from "../../kit/Button";
import { useHotkeys } from "../../kit/hotkeys";
import { Kbd } from "../../kit/Kbd";
import { KeyValue } from "../../kit/KeyValue";
import { Markdown } from "../../kit/Markdown";
import { Section } from "../../kit/Page";
import { Status } from "../../kit/Sign";
import { ErrorState, Loading, Skeleton } from "../../kit/State";
import { useLive, useSession } from "../../live";
import { panelsOf } from "../../panels-open";
import { useServices } from "../../services";
import { begin, isAcknowledged } from "../../starting";
import { useTitle } from "../../title";
import css from "./briefing.module.css";

/** The page as it will be worded. Computed after the first paint: it takes the quiet minutes of a simulation. */
function useFirstPage(program: Program | null, header: RunHeader | null): FirstPage | null | undefined {
  const [page, setPage] = useState<FirstPage | null>();
  useEffect(() => {
    if (program === null || header === null) return;
    const timer = setTimeout(() => setPage(firstPage(program, header)), 30);
    return () => clearTimeout(timer);
  }, [program, header]);
  return page;
}

/** What a run is shown with before its clock starts. Needs the session of the run and the services above it. */
export default function BriefingPage() {
  const services = useServices();
  const session = useSession();
  const header = useLive((state) => state.run);
  const problem = useLive((state) => state.problem);
  const [program, setProgram] = useState<Program | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const acknowledged = header !== null && isAcknowledged(header.id);
  const [starting, setStarting] = useState(acknowledged);
  useTitle(header === null ? "" : header.code);

  const start = () => {
    setStarting(true);
    void begin(session).finally(() => setStarting(false));
  };
  useHotkeys([{ keys: "a", label: "Acknowledge and start", run: start }], { enabled: !starting });

  useEffect(() => {
    if (acknowledged) void begin(session);
  }, [acknowledged, session]);
  useEffect(() => {
    if (header === null || acknowledged) return;
    programOf(header, services).then(setProgram, (error: unknown) => setFailure(messageOf(error)));
  }, [header, services, acknowledged]);
  const page = useFirstPage(program, header);

  if (acknowledged && problem === null) return <Loading label="Opening the console" />;
  return (
    <Frame bare actions={<a href="#/">All incidents</a>}>
      <div className={css.briefing}>
        {problem !== null && <ErrorState title="The run cannot be stored">{problem.text}</ErrorState>}
        {failure !== null && <ErrorState title="The briefing cannot be loaded">{failure}</ErrorState>}
        {program === null || header === null ? (
          failure === null && <Loading label="Loading the briefing" lines={6} />
        ) : (
          <Briefing program={program} header={header} page={page} starting={starting} onStart={start} />
        )}
      </div>
    </Frame>
  );
}

function Briefing({
  program,
  header,
  page,
  starting,
  onStart,
}: {
  program: Program;
  header: RunHeader;
  page: FirstPage | null | undefined;
  starting: boolean;
  onStart: () => void;
}) {
  const scene = resolveScene(program, header.variant);
  const role = scene.roles.find(({ id }) => id === header.roles[0]?.role)?.label ?? "Incident lead";
  const words = CLOCK_WORDS[header.clock];
  return (
    <>
      <div>
        <p className={css.code}>
          <span className="mono">{header.code}</span> · {program.card.company} · {scene.system.date}
        </p>
        <h1 className={css.title}>{program.card.title}</h1>
      </div>
      <Section title="Who you are">
        <Markdown text={scene.briefing} level={3} />
      </Section>
      <Section title="What you have">
        <KeyValue
          pairs={[
            { key: "Role", value: role },
            { key: "Clock", value: `${words.label}. ${words.line}` },
            {
              key: "Tools",
              value: `${panelsOf(null)
                .map(({ label }) => label)
                .join(", ")}.`,
            },
            {
              key: "Keys",
              value: (
                <>
                  <Kbd keys="mod+k" always /> does anything, <Kbd keys="?" always /> lists all keys.
                </>
              ),
            },
          ]}
        />
      </Section>
      <PageCard page={page} starting={starting} onStart={onStart} />
    </>
  );
}

/** The page itself; its room is kept until it is worded. */
function PageCard({
  page,
  starting,
  onStart,
}: {
  page: FirstPage | null | undefined;
  starting: boolean;
  onStart: () => void;
}) {
  return (
    <article aria-label="The page" className={css.page}>
      <div className={css.line}>
        <Status tone="bad">Page</Status>
        {page != null && (
          <span>
            {clockMinutes(page.clock)} <span className="muted">UTC</span>
          </span>
        )}
      </div>
      <div className={css.body}>
        {page === undefined ? (
          <Skeleton lines={3} />
        ) : (
          <>
            <h2 className={css.pageTitle}>{page?.title ?? "No page"}</h2>
            <p>{page?.body ?? "Nobody is paged in this drill; you begin by yourself."}</p>
          </>
        )}
      </div>
      <div className={css.actions}>
        <Button kind="primary" keys="a" busy={starting} onClick={onStart}>
          Acknowledge and start the clock
        </Button>
      </div>
    </article>
  );
}
