import { STEP_WORDS } from "#modes/interview/incident/markdown";
import type { Order } from "#modes/interview/incident/order";
import { Timestamp } from "../../../kit/Timestamp";
import css from "./result.module.css";
import { WalkTo } from "./WalkTo";

/** The steps of an incident in their order: when each was first taken, beside the expert. */
export function OrderKept({ order, run, startsAt }: { order: Order; run: string; startsAt: number }) {
  return (
    <section aria-label="Order" className={css.dimension}>
      <h3 className={css.heading}>Order</h3>
      <p>{order.note}</p>
      <table className={css.order}>
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">You</th>
            <th scope="col">Expert</th>
          </tr>
        </thead>
        <tbody>
          {order.steps.map(({ id, second, expert }) => (
            <tr key={id}>
              <th scope="row">{STEP_WORDS[id]}</th>
              <td>{second === null ? "never" : <WalkTo run={run} second={second} startsAt={startsAt} />}</td>
              <td>{expert === null ? "never" : <Timestamp second={expert} startsAt={startsAt} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
