import * as Radix from "@radix-ui/react-dialog";
import { X } from "lucide-react";
import { createContext, type ReactNode, useContext, useRef } from "react";
import { IconButton } from "./Button";
import { cx } from "./cx";
import css from "./Dialog.module.css";
import { useHotkeyScope } from "./hotkeys";

/** What the focus comes back to: what has it now, or the button of the menu that it is in and that will be gone. */
function openerNow(): Element | null {
  const button = document.activeElement?.closest("[role=menu]")?.getAttribute("aria-labelledby");
  return button ? document.getElementById(button) : document.activeElement;
}

/**
 * Where the focus goes. On opening: to what there is to fill in, else to the dialog itself (a ring round the close button
 * would be the wrong thing to see first). On closing: back to what had it before. `closed` runs after that.
 */
function useFocusReturn(closed?: () => void) {
  const opener = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: (event: Event) => {
      const content = event.currentTarget;
      if (!(content instanceof HTMLElement)) return;
      opener.current = openerNow();
      event.preventDefault();
      const field = "[data-autofocus], input:not([type=checkbox], [type=radio]), textarea, select";
      (content.querySelector<HTMLElement>(field) ?? content).focus();
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      if (opener.current instanceof HTMLElement && opener.current.isConnected) opener.current.focus();
      closed?.();
    },
  };
}

/** What stands at the head of every dialog below, beside its title. */
export const DialogMark = createContext<ReactNode>(null);

/** Hotkeys of the page rest while a dialog is open; those with `scope: "dialog"` work. */
function DialogScope() {
  useHotkeyScope("dialog");
  return null;
}

/**
 * A modal dialog: traps focus, closes with Escape, gives focus back to what opened it. `side` docks it to the right
 * edge (a sheet) for reading beside the page.
 */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  footer,
  size = "m",
  side = false,
  children,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** One sentence under the title; also read out when the dialog opens. */
  description?: ReactNode;
  /** Buttons, the main one last. */
  footer?: ReactNode;
  size?: "s" | "m" | "l";
  side?: boolean;
  children?: ReactNode;
}) {
  const focus = useFocusReturn();
  const mark = useContext(DialogMark);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={css.overlay} />
        <Radix.Content
          className={cx(css.content, css[size], side && css.side)}
          {...focus}
          {...(description === undefined && { "aria-describedby": undefined })}
        >
          <DialogScope />
          <header className={css.header}>
            <Radix.Title className={css.title}>{title}</Radix.Title>
            {mark}
            <Radix.Close asChild>
              <IconButton label="Close" icon={<X />} />
            </Radix.Close>
            {description !== undefined && (
              <Radix.Description className={css.description}>{description}</Radix.Description>
            )}
          </header>
          {children !== undefined && <div className={css.body}>{children}</div>}
          {footer !== undefined && <footer className={css.footer}>{footer}</footer>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The bare modal frame (overlay, focus trap, placement near the top) without header: for the command palette. */
export function DialogFrame({
  open,
  onOpenChange,
  label,
  onClosed,
  children,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  label: string;
  /** After it has gone and the focus is back. */
  onClosed?: () => void;
  children: ReactNode;
}) {
  const focus = useFocusReturn(onClosed);
  const mark = useContext(DialogMark);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={css.overlay} />
        <Radix.Content {...focus} className={cx(css.content, css.m, css.top)} aria-describedby={undefined}>
          <DialogScope />
          <Radix.Title className="visually-hidden">{label}</Radix.Title>
          {mark !== null && <div className={css.mark}>{mark}</div>}
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
