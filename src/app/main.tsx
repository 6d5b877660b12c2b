import { registerSW } from "virtual:pwa-register";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no element #root");
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

// A page over plain HTTP in a LAN is not a secure context and has no service workers; it works, online only.
if ("serviceWorker" in navigator) registerSW({ immediate: true });
