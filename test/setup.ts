import { afterEach } from "vitest";

// Only component tests have a document; everything else stays free of the DOM and starts faster.
if (typeof document !== "undefined") {
  await import("@testing-library/jest-dom/vitest");
  const { cleanup, configure } = await import("@testing-library/react");
  configure({ asyncUtilTimeout: 120_000 });
  afterEach(cleanup);
}
