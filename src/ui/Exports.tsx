import { Copy, Download, Printer } from "lucide-react";
import { copyText } from "./copy";
import { download } from "./download";
import { Button } from "./kit/Button";
import { toast } from "./kit/toast";

/** The ways out of something that was written: the clipboard, a file named `name`, and paper. */
export function Exports({ name, markdown }: { name: string; markdown: () => string }) {
  const copy = async () => {
    try {
      await copyText(markdown());
      toast({ title: "Copied as Markdown", tone: "good" });
    } catch {
      toast({ title: "The browser does not let this page copy", detail: "Save it as a file instead.", tone: "bad" });
    }
  };
  return (
    <>
      <Button icon={<Copy />} onClick={() => void copy()}>
        Copy as Markdown
      </Button>
      <Button icon={<Download />} onClick={() => download(name, markdown(), "text/markdown")}>
        Save as a file
      </Button>
      <Button icon={<Printer />} onClick={() => window.print()}>
        Print
      </Button>
    </>
  );
}
