// Part of the service worker: a press on a notification that it shows brings the app to the front.
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(
    (async () => {
      const [open] = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
      if (open === undefined) await self.clients.openWindow("./#/oncall");
      else await open.focus();
    })(),
  );
});
