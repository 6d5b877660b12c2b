/**
 * Raised whenever the same run would give other states than before: a change in the world, the story's rules, the
 * scoring's inputs. A run of another version opens read-only, from what it froze.
 */
export const ENGINE_VERSION = 3;
