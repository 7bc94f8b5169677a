/** Reads rows with a larger id than `after`, by their id, at most `limit`. */
export type ReadPage<Row> = (after: string | null, limit: number) => Promise<Row[]>;

const PAGE = 1000;

/** Every row of a list by its id, read in pages so that memory stays constant however many there are. */
export async function* eachById<Row extends { id: string }>(readPage: ReadPage<Row>): AsyncGenerator<Row> {
  let after: string | null = null;
  for (;;) {
    const rows: Row[] = await readPage(after, PAGE);
    yield* rows;
    after = rows.at(-1)?.id ?? null;
    if (rows.length < PAGE || after === null) return;
  }
}
