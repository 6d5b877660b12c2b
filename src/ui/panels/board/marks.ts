/** The sign of a change on the charts and in the list below them: A … Z, then two letters. */
export function markSign(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : `${String.fromCharCode(64 + Math.floor(index / 26))}${letter}`;
}
