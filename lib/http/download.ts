/** A file name for `Content-Disposition` that every system accepts: `api-tokens-2026-11-23.xlsx`. */
export function datedFileName(base: string, extension: string, now: Date): string {
  return `${base}-${now.toISOString().slice(0, 10)}.${extension}`;
}

/** An answer that the browser saves as a file. */
export function downloadResponse(
  body: ReadableStream<Uint8Array>,
  file: { name: string; type: string },
): Response {
  return new Response(body, {
    headers: {
      "content-type": file.type,
      "content-disposition": `attachment; filename="${file.name}"`,
      "cache-control": "no-store",
    },
  });
}
