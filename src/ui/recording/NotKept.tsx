import { Download } from "lucide-react";
import { messageOf } from "#lib/message";
import { Button } from "../kit/Button";
import { Callout } from "../kit/State";
import { toast } from "../kit/toast";
import { useServices } from "../services";
import { keepAll, useUnkept } from "./keeping";
import { saveSound } from "./sound";

/** That sound could not be stored, why, and what to do. Nothing while all is well. */
export function NotKept() {
  const { interviews } = useServices();
  const unkept = useUnkept();
  const [first] = unkept;
  if (first === undefined) return null;
  const seconds = Math.ceil(unkept.reduce((sum, { waiting }) => sum + waiting, 0));
  const save = async () => {
    try {
      const store = await interviews();
      for (const { take } of unkept) await saveSound(store, take);
    } catch (error) {
      toast({ title: "The recording could not be saved", detail: messageOf(error), tone: "bad" });
    }
  };
  return (
    <Callout
      tone="bad"
      title="The recording is not stored"
      action={
        <>
          <Button onClick={() => void keepAll()}>Try again</Button>
          <Button icon={<Download />} onClick={() => void save()}>
            Save it as a file
          </Button>
        </>
      }
    >
      {first.why} About {seconds} s of sound wait in this tab and are tried again by themselves. Go on speaking; only do
      not close this tab.
    </Callout>
  );
}
