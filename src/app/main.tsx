import "#ui/kit/kit.css";
import { registerSW } from "virtual:pwa-register";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { applyTheme } from "#ui/kit/theme";
import { App } from "./App";
import { compose } from "./compose";

applyTheme();
const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no element #root");
const services = await compose();
createRoot(root).render(
  <StrictMode>
    <App services={services} />
  </StrictMode>,
);

// A page over plain HTTP in a LAN is not a secure context and has no service workers; it works, online only.
if ("serviceWorker" in navigator) registerSW({ immediate: true });
