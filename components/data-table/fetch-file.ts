export type FetchedFile = { blob: Blob; name: string };

export type FetchFileOptions = {
  signal: AbortSignal;
  /** Called with all bytes that came so far, for every piece that comes. */
  onProgress: (bytes: number) => void;
  /** A file that grows beyond this is not kept. */
  limitBytes: number;
};

/** A file that did not come, with what to do about it in words. */
export class DownloadRefusal extends Error {}

/** A file that is too large to be held by the page. */
export class FileTooLarge extends Error {}

const FILE_NAME = /filename="([^"]+)"/;
const UNREACHABLE = "The server could not be reached. Check your connection and try again.";
const BROKEN_OFF = "The file broke off and was not saved. Try again.";
const NOT_A_FILE = "The server sent no file. Reload the page and try again.";

async function refusalOf(response: Response): Promise<DownloadRefusal> {
  const isText = response.headers.get("content-type")?.startsWith("text/plain");
  const text = isText ? (await response.text()).trim() : "";
  return new DownloadRefusal(text || NOT_A_FILE);
}

/** Counts what passes, and breaks off beyond the limit. */
function counter({ onProgress, limitBytes }: FetchFileOptions): TransformStream<Uint8Array, Uint8Array> {
  let bytes = 0;
  return new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > limitBytes) throw new FileTooLarge();
      onProgress(bytes);
      controller.enqueue(chunk);
    },
  });
}

/** Waits for `work`; a failure that is not the caller's own abort and not ours is told in `words`. */
async function orRefuse<T>(work: Promise<T>, signal: AbortSignal, words: string): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (signal.aborted || error instanceof FileTooLarge) throw error;
    throw new DownloadRefusal(words, { cause: error });
  }
}

/**
 * Fetches a file piece by piece. Throws `DownloadRefusal` when it is refused or does not come whole, `FileTooLarge`
 * beyond the limit, and the signal's reason when the caller aborts.
 */
export async function fetchFile(href: string, options: FetchFileOptions): Promise<FetchedFile> {
  const { signal } = options;
  const response = await orRefuse(fetch(href, { signal }), signal, UNREACHABLE);
  const name = FILE_NAME.exec(response.headers.get("content-disposition") ?? "")?.[1];
  if (!response.ok || !response.body || !name) throw await refusalOf(response);
  // The browser keeps a blob where it likes, on disk too; a list of pieces would be held in the page's memory.
  const counted = new Response(response.body.pipeThrough(counter(options)), { headers: response.headers });
  return { blob: await orRefuse(counted.blob(), signal, BROKEN_OFF), name };
}
