import { afterEach } from "vitest";

// Only component tests have a document; everything else stays free of the DOM and starts faster.
if (typeof document !== "undefined") {
  await import("@testing-library/jest-dom/vitest");
  const { cleanup } = await import("@testing-library/react");
  afterEach(cleanup);
}
