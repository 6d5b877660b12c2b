import { registerSW } from "virtual:pwa-register";
import { Button } from "#ui/kit/Button";
import { toast } from "#ui/kit/toast";

/** Keeps the app for use without network. A new version is offered, never put in the way of a run. */
export function keepOffline(): void {
  // A page over plain HTTP in a LAN is not a secure context and has no service workers; it works, online only.
  if (!("serviceWorker" in navigator)) return;
  const update = registerSW({
    immediate: true,
    onNeedRefresh() {
      toast({
        title: "A new version of Meantime is ready",
        detail: "Reload when it suits you. An open run continues at the same second, paused.",
        action: <Button onClick={() => void update(true)}>Reload</Button>,
      });
    },
  });
}
