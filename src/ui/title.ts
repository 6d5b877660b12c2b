import { useEffect } from "react";

/** The title of the window while the page is there, most special part first. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === "" ? "Meantime" : `${title} · Meantime`;
  }, [title]);
}
