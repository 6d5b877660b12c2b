import css from "./gameday.module.css";

/** What a game day is, and how people come together in one: open for whoever is here for the first time. */
export function About({ isNew }: { isNew: boolean }) {
  if (!isNew) {
    return (
      <details className={css.about}>
        <summary>What a game day is</summary>
        <Words />
      </details>
    );
  }
  return (
    <div className={css.about}>
      <Words />
    </div>
  );
}

function Words() {
  return (
    <>
      <p className={css.lead}>
        A game day is one incident for a whole team: somebody facilitates, the others take command, look into services,
        write to customers and keep the record, as they would at work. Everything is simulated and marked as an
        exercise; afterwards the team talks about how it worked together.
      </p>
      <dl className={css.three}>
        <div>
          <dt>One laptop</dt>
          <dd>
            Everybody around one screen talks; the facilitator enters what is said. A projector is a second window.
          </dd>
        </div>
        <div>
          <dt>One network</dt>
          <dd>
            Somebody runs <code>npm run gameday</code> and the others open the address it prints, each at their own
            machine.
          </dd>
        </div>
        <div>
          <dt>Nobody connected</dt>
          <dd>The room is saved as a file, carried over, and opened or merged on the other machine.</dd>
        </div>
      </dl>
    </>
  );
}
