import { Copy } from "lucide-react";
import { encode } from "uqr";
import { copyText } from "../../../copy";
import { Button } from "../../../kit/Button";
import { Section } from "../../../kit/Page";
import { toast } from "../../../kit/toast";
import { useOpenRoom } from "../../../team/context";
import { joinLink } from "../address";
import css from "./room.module.css";

/** How others come in: other windows of this browser, and where a relay serves this page, other machines. */
export function Invitation() {
  const { address } = useOpenRoom();
  const link = joinLink(address, location.href);
  const copy = () =>
    copyText(link).then(
      () => toast({ title: "The address is copied" }),
      () =>
        toast({ title: "The browser does not let us copy", detail: "Select the address and copy it.", tone: "warn" }),
    );
  return (
    <Section title="Invite the others">
      <p className={css.quiet}>
        {address.relay === null
          ? "This room reaches other windows of this browser. For other machines, start the app with “npm run gameday”, or enter what people say from here."
          : "Whoever has this address can come in. Give it to nobody else."}
      </p>
      <div className={css.invite}>
        {address.relay !== null && <Code text={link} />}
        <div className={css.link}>
          <code>{link}</code>
          <Button icon={<Copy />} onClick={() => void copy()}>
            Copy
          </Button>
        </div>
      </div>
    </Section>
  );
}

/** The address as a picture that a camera reads. */
export function Code({ text }: { text: string }) {
  const { data, size } = encode(text, { border: 2 });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  return (
    <svg role="img" aria-label="The address as a QR code" viewBox={`0 0 ${size} ${size}`} className={css.code}>
      <rect width={size} height={size} className={css.codePaper} />
      <path d={path} className={css.codeInk} />
    </svg>
  );
}
