/**
 * Copies a text. Browsers have a clipboard for secure contexts only: a page that came over plain HTTP in a LAN copies what is
 * selected in a field, as pages did before there was one. Rejects where neither is allowed.
 */
export async function copyText(text: string): Promise<void> {
  // Not there in a page without a secure context, whatever its type says.
  const clipboard: Clipboard | undefined = navigator.clipboard;
  if (clipboard !== undefined) return clipboard.writeText(text);
  if (!copiedFromField(text)) throw new DOMException("This page may not copy.", "NotAllowedError");
}

function copiedFromField(text: string): boolean {
  const focused = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.readOnly = true;
  field.ariaHidden = "true";
  // In sight, because nothing else can be selected, and without a jump to where it stands.
  field.style.cssText = "position: fixed; top: 0; opacity: 0";
  // Within a dialog: what lies behind one cannot be focused.
  (focused?.closest("[role=dialog]") ?? document.body).append(field);
  try {
    field.focus({ preventScroll: true });
    field.select();
    return document.execCommand("copy");
  } finally {
    field.remove();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  }
}
