import "#ui/kit/kit.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { applyTheme } from "#ui/kit/theme";
import { App } from "./App";
import { compose } from "./compose";
import { keepOffline } from "./update";

applyTheme();
const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no element #root");
const services = await compose();
createRoot(root).render(
  <StrictMode>
    <App services={services} />
  </StrictMode>,
);
keepOffline();
