import "#ui/kit/kit.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { applyTheme, watchPrinting } from "#ui/kit/theme";
import { App, readyFirst } from "./App";
import { compose } from "./compose";

applyTheme();
watchPrinting();
const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no element #root");
const composing = compose();
await readyFirst(location.hash, composing);
const services = await composing;
createRoot(root).render(
  <StrictMode>
    <App services={services} />
  </StrictMode>,
);
// What keeps the app for later comes after what is seen now.
if (import.meta.env.MODE === "production")
  setTimeout(
    () => void import("./offline/index").then(({ keepOffline }) => keepOffline()).catch(() => undefined),
    1000,
  );
