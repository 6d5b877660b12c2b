import { Frame } from "../../Frame";
import { EmptyState } from "../../kit/State";
import { useTitle } from "../../title";
import { useDrills } from "../../useDrills";
import { FirstPage } from "../home/FirstPage";

/** One incident by its code, as a link hands it on: its page, waiting to be acknowledged. */
export default function IncidentPage({ id }: { id: string }) {
  const card = useDrills().find(({ code }) => code.toLowerCase() === id.toLowerCase());
  useTitle(card?.code ?? "");
  if (card === undefined) {
    return (
      <Frame>
        <h1 className="visually-hidden">Unknown address</h1>
        <EmptyState title="There is nothing at this address" action={<a href="#/">All incidents</a>}>
          It may have been typed wrongly, or belong to another version of Meantime or to a <a href="#/packs">pack</a>{" "}
          that is not here.
        </EmptyState>
      </Frame>
    );
  }
  return (
    <Frame>
      <FirstPage
        card={card}
        onAll={() => {
          location.hash = "#/";
        }}
      />
    </Frame>
  );
}
