import { Copy, Trash2 } from "lucide-react";
import { messageOf } from "#lib/message";
import { IconButton } from "../../kit/Button";
import { toast } from "../../kit/toast";
import { removeWritten } from "../../removing";
import { useServices } from "../../services";
import { aboutOf, titleOf } from "../../team/plan/about";
import { when } from "../../when";
import css from "./gameday.module.css";
import { copyOf, keepPlan, type StoredPlan } from "./plans";

/** Game days that were prepared and are not bound to a room: to be opened, copied, removed. */
export function Plans({ plans, onChange }: { plans: readonly StoredPlan[]; onChange: () => void }) {
  const services = useServices();
  const now = services.clock.now();
  const copy = (plan: StoredPlan) =>
    keepPlan(services, copyOf(plan.body)).catch((error: unknown) => {
      toast({ title: "The plan could not be copied", detail: messageOf(error), tone: "bad" });
    });
  return (
    // biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers
    <ul role="list" className={css.rows}>
      {plans.map((plan) => {
        const title = titleOf(plan.body);
        return (
          <li key={plan.id} className={css.row}>
            <div className={css.what}>
              <a href={`#/gameday/plan/${encodeURIComponent(plan.id)}`} className={css.name}>
                {title}
              </a>
              <span className={css.meta}>
                <span>{aboutOf(plan.body, services)}</span>
                <span>{plan.body.minutes} min</span>
                <span>
                  {plan.body.queue.length} {plan.body.queue.length === 1 ? "inject" : "injects"}
                </span>
                <span>changed {when(plan.updatedAt, now)}</span>
              </span>
            </div>
            <div className={css.buttons}>
              <IconButton label={`Copy “${title}”`} icon={<Copy />} onClick={() => void copy(plan)} />
              <IconButton
                label={`Remove “${title}”`}
                icon={<Trash2 />}
                onClick={() => void removeWritten(services, plan, `“${title}”`, onChange)}
              />
            </div>
          </li>
        );
      })}
    </ul>
  );
}
