/** Where what is stored is saved without the app. The one file has nothing beside it, and is that page itself when it is asked so. */
export const RESCUE_PAGE = import.meta.env.MODE === "single" ? "?rescue" : "rescue.html";
