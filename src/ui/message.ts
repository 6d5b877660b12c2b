/** What an error says, as it is shown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
