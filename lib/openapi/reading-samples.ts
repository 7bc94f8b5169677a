import { curl, type Samples } from "./samples";

/** Reads one page; waits where it is told to, and says why it is refused. */
const READ_JAVASCRIPT = `import { env } from "node:process";
import { setTimeout } from "node:timers/promises";

async function read(url) {
  const answer = await fetch(url, {
    headers: { Authorization: \`Bearer \${env.WITIOP_TOKEN}\` },
  });
  if (answer.ok) return answer.json();
  if (answer.status === 429 || answer.status === 503) {
    await setTimeout(1000 * (Number(answer.headers.get("Retry-After")) || 5));
    return read(url);
  }
  const { code, detail, request_id } = await answer.json();
  throw new Error(\`\${code}: \${detail} (request \${request_id})\`);
}`;

const READ_PYTHON = `import json
import os
import time
import urllib.error
import urllib.request


def read(url):
    headers = {"Authorization": "Bearer " + os.environ["WITIOP_TOKEN"]}
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as refusal:
        if refusal.code in (429, 503):
            time.sleep(int(refusal.headers.get("Retry-After", 5)))
            return read(url)
        problem = json.load(refusal)
        raise SystemExit(f"{problem['code']}: {problem['detail']} (request {problem['request_id']})")`;

/** How a list is read to its end, page by page; for curl the page after the one that gave `NEXT_CURSOR`. */
export function pagingSamples(baseUrl: string): Samples {
  const url = `${baseUrl}/conversations?limit=100`;
  return {
    curl: curl({ url: `${url}&cursor=$NEXT_CURSOR`, fileName: null, isPublic: false }),
    javascript: `${READ_JAVASCRIPT}

let cursor = "";
do {
  const page = await read("${url}&cursor=" + cursor);
  for (const conversation of page.data) console.log(conversation.id);
  cursor = page.next_cursor;
} while (cursor !== null);`,
    python: `${READ_PYTHON}


cursor = ""
while cursor is not None:
    page = read("${url}&cursor=" + cursor)
    for conversation in page["data"]:
        print(conversation["id"])
    cursor = page["next_cursor"]`,
  };
}

/** How the events since the last run are read, with their place in a file; for curl a page after `LAST_EVENT_ID`. */
export function eventSamples(baseUrl: string): Samples {
  const url = `${baseUrl}/events?limit=100`;
  return {
    curl: curl({ url: `${url}&after=$LAST_EVENT_ID`, fileName: null, isPublic: false }),
    javascript: `import { readFile, writeFile } from "node:fs/promises";
${READ_JAVASCRIPT}

// Run it again for what came since.
let after = await readFile("last-event-id", "utf8").catch(() => "");
let page;
do {
  page = await read("${url}&after=" + after);
  for (const event of page.data) {
    console.log(event.id, event.type);
    after = event.id;
  }
  await writeFile("last-event-id", after);
} while (page.next_cursor !== null);`,
    python: `${READ_PYTHON}


# Run it again for what came since.
after = ""
if os.path.exists("last-event-id"):
    with open("last-event-id") as place:
        after = place.read()
has_more = True
while has_more:
    page = read("${url}&after=" + after)
    for event in page["data"]:
        print(event["id"], event["type"])
        after = event["id"]
    with open("last-event-id", "w") as place:
        place.write(after)
    has_more = page["next_cursor"] is not None`,
  };
}
