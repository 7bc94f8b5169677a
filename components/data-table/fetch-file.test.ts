import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { DownloadRefusal, type FetchFileOptions, FileTooLarge, fetchFile } from "./fetch-file";

const ATTACHMENT = { "content-disposition": 'attachment; filename="list-2026-11-23.xlsx"' };

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(listener: RequestListener): Promise<string> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}/`;
}

function fetchFrom(href: string, options: Partial<FetchFileOptions> = {}) {
  const quiet = { signal: new AbortController().signal, onProgress: () => {}, limitBytes: 1_000_000 };
  return fetchFile(href, { ...quiet, ...options });
}

test("a file comes whole, under the server's name, and is counted as it comes", async () => {
  const href = await serve((_request, response) => {
    response.writeHead(200, ATTACHMENT);
    response.write("abc");
    response.end("defg");
  });
  const counts: number[] = [];
  const { blob, name } = await fetchFrom(href, { onProgress: (bytes) => counts.push(bytes) });
  expect(name).toBe("list-2026-11-23.xlsx");
  expect(await blob.text()).toBe("abcdefg");
  expect(counts.at(-1)).toBe(7);
  expect(counts).toEqual([...counts].sort((a, b) => a - b));
});

test("a refusal is told in the server's words", async () => {
  const href = await serve((_request, response) => {
    response.writeHead(401, { "content-type": "text/plain;charset=UTF-8" }).end("Sign in again.\n");
  });
  await expect(fetchFrom(href)).rejects.toThrow(new DownloadRefusal("Sign in again."));
});

test("a page in place of a file is not saved, nor shown", async () => {
  const href = await serve((_request, response) => {
    response.writeHead(200, { "content-type": "text/html" }).end("<h1>Sign in</h1>");
  });
  const refusal = await fetchFrom(href).catch((error: Error) => error);
  expect(refusal).toBeInstanceOf(DownloadRefusal);
  expect(String(refusal)).not.toContain("<h1>");
});

test("a file that breaks off midway is refused", async () => {
  const href = await serve((_request, response) => {
    response.writeHead(200, ATTACHMENT);
    response.write("half a file");
    setImmediate(() => response.destroy());
  });
  await expect(fetchFrom(href)).rejects.toBeInstanceOf(DownloadRefusal);
});

test("a server that is not there is told", async () => {
  const href = await serve(() => {});
  server?.close();
  await expect(fetchFrom(href)).rejects.toBeInstanceOf(DownloadRefusal);
});

test("a file beyond the limit is given up, and the server is told", async () => {
  let closed: () => void;
  const isClosed = new Promise<void>((resolve) => {
    closed = resolve;
  });
  const href = await serve((_request, response) => {
    response.on("close", () => closed());
    response.writeHead(200, ATTACHMENT);
    response.write("x".repeat(2_000));
  });
  await expect(fetchFrom(href, { limitBytes: 1_999 })).rejects.toBeInstanceOf(FileTooLarge);
  await isClosed;
});

test("who cancels gets the reason of the abort, before the first byte and after", async () => {
  for (const sendsFirst of [false, true]) {
    const controller = new AbortController();
    const href = await serve((_request, response) => {
      if (sendsFirst) response.writeHead(200, ATTACHMENT).write("abc");
      else controller.abort();
    });
    const onProgress = () => controller.abort();
    const failure = await fetchFrom(href, { signal: controller.signal, onProgress }).catch((e: Error) => e);
    expect(failure).toMatchObject({ name: "AbortError" });
    server?.closeAllConnections();
    server?.close();
  }
});
