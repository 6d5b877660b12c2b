import type { CSSProperties, ReactNode } from "react";

type Space = 0 | 1 | 2 | 3 | 4 | 6 | 8;

/** Children in a column or row on the 4 px grid. `gap` counts grid units (1 = 4 px). */
export function Stack({
  row = false,
  gap = 2,
  align,
  justify,
  wrap = false,
  children,
}: {
  row?: boolean;
  gap?: Space;
  align?: CSSProperties["alignItems"];
  justify?: CSSProperties["justifyContent"];
  wrap?: boolean;
  children: ReactNode;
}) {
  return (
    <div
      style={{
        display: "flex",
        flexDirection: row ? "row" : "column",
        gap: gap * 4,
        alignItems: align ?? (row ? "center" : "stretch"),
        justifyContent: justify,
        flexWrap: wrap ? "wrap" : "nowrap",
        minWidth: 0,
      }}
    >
      {children}
    </div>
  );
}
