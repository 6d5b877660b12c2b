/** A value as it must stand in a query line: quoted when it has spaces, colons or quotation marks. */
function written(value: string): string {
  return /[\s:"()]/.test(value) ? `"${value.replaceAll('"', "")}"` : value;
}

/** The query with a term more; a term with the opposite sign is replaced. */
export function withTerm(query: string, field: string, value: string, negated: boolean): string {
  const term = `${field}:${written(value)}`;
  const others = query
    .split(/\s+(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .filter((each) => each !== "" && each !== term && each !== `-${term}`);
  return [...others, negated ? `-${term}` : term].join(" ");
}
