import { Ellipsis } from "lucide-react";
import type { InterviewSummary } from "#session/contract";
import { IconButton } from "../../kit/Button";
import { Menu, type MenuItem } from "../../kit/Menu";
import { Badge } from "../../kit/Sign";
import { EmptyState } from "../../kit/State";
import { useServices } from "../../services";
import { when } from "../../when";
import { createAgain } from "./create";
import css from "./interview.module.css";
import { failing, removeInterview } from "./keeping";
import { setupWords } from "./words";

const pageOf = ({ header, status }: InterviewSummary): string =>
  `#/interview/${header.id}${status === "finished" ? "/result" : ""}`;

/** Whether two interviews asked the same. */
const isSame = (a: InterviewSummary, b: InterviewSummary): boolean =>
  a.header.setup.seed === b.header.setup.seed && JSON.stringify(a.header.rounds) === JSON.stringify(b.header.rounds);

/** Interviews there were, newest first: to go on with, to look at, to repeat. */
export function Earlier({ list, onChanged }: { list: readonly InterviewSummary[]; onChanged: () => void }) {
  const services = useServices();
  if (list.length === 0) {
    return (
      <EmptyState title="None yet">
        <p>An interview that was interrupted waits here, and a finished one can be held again with another person.</p>
      </EmptyState>
    );
  }
  const again = (summary: InterviewSummary) => {
    const people = { candidate: "", interviewer: summary.header.interviewer };
    createAgain(summary.header, people, services).then((id) => {
      location.hash = `#/interview/${id}`;
    }, failing("It cannot be held again"));
  };
  const itemsOf = (summary: InterviewSummary): readonly (readonly MenuItem[])[] => {
    const twins = list.filter((each) => each !== summary && each.status === "finished" && isSame(each, summary));
    return [
      [
        {
          id: "again",
          label: "Same again",
          detail: "Same questions and seed",
          onSelect: () => again(summary),
        },
        ...(summary.status === "finished" ? twins.slice(0, 5) : []).map((twin) => ({
          id: twin.header.id,
          label: `Compare with ${twin.header.candidate || when(twin.updatedAt, services.clock.now())}`,
          onSelect: () => {
            location.hash = `#/interview/${summary.header.id}/compare/${twin.header.id}`;
          },
        })),
      ],
      [
        {
          id: "delete",
          label: "Delete",
          danger: true,
          onSelect: () => void removeInterview(summary.header.id, services, onChanged),
        },
      ],
    ];
  };
  return (
    // biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers
    <ul role="list" className={css.earlier}>
      {list.map((summary) => {
        const { header, updatedAt, status, coverage } = summary;
        const name = header.candidate === "" ? "Interview" : header.candidate;
        const of = when(updatedAt, services.clock.now());
        return (
          <li key={header.id} className={css.one}>
            <div>
              <a href={pageOf(summary)}>
                {name}, {of}
              </a>{" "}
              {status === "open" && <Badge tone="info">to go on with</Badge>}
              {header.copyOf !== undefined && <Badge>from a file</Badge>}
              <p className={css.meta}>{setupWords(header.setup)}</p>
            </div>
            {status === "finished" && (
              <span className={css.figure} title="What it came to, of 100">
                {coverage === null ? "–" : Math.round(coverage)}
              </span>
            )}
            <Menu
              align="end"
              trigger={<IconButton label={`More about ${name}, ${of}`} icon={<Ellipsis />} />}
              groups={itemsOf(summary)}
            />
          </li>
        );
      })}
    </ul>
  );
}
