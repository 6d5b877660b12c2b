/** What a thrown value says, in its own words. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
