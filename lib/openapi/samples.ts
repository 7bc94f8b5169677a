import type { RouteDeclaration } from "../http/route-doc";
import type { Language } from "./languages";

export type Samples = Record<Language, string>;

/** How one call is written: its address, the file that it is kept in if it is one, and whether it needs a token. */
type Call = { url: string; fileName: string | null; isPublic: boolean };

const IMPORT_ENV = 'import { env } from "node:process";';
const AUTHORIZATION = `Authorization: \`Bearer \${env.WITIOP_TOKEN}\``;

/** One call with curl, which prints a refusal and fails. */
export function curl({ url, fileName, isPublic }: Call): string {
  const lines = [`curl --fail-with-body "${url}"`];
  if (!isPublic) lines.push('-H "Authorization: Bearer $WITIOP_TOKEN"');
  if (fileName) lines.push(`-o ${fileName}`);
  return lines.join(" \\\n  ");
}

function javascript({ url, fileName, isPublic }: Call): string {
  const imports = [
    ...(fileName ? ['import { writeFile } from "node:fs/promises";'] : []),
    ...(isPublic ? [] : [IMPORT_ENV]),
  ];
  const headers = isPublic ? "" : `, {\n  headers: { ${AUTHORIZATION} },\n}`;
  const taken = fileName
    ? `await writeFile("${fileName}", answer.body);`
    : "console.log(await answer.json());";
  return `${imports.map((line) => `${line}\n`).join("")}${imports.length > 0 ? "\n" : ""}const answer = await fetch("${url}"${headers});
if (!answer.ok) throw new Error(await answer.text());
${taken}`;
}

function python({ url, fileName, isPublic }: Call): string {
  const headers = isPublic ? "" : `\n    headers={"Authorization": "Bearer " + os.environ["WITIOP_TOKEN"]},`;
  const imports = [fileName ? "shutil" : "json", "sys", "urllib.error", "urllib.request"];
  if (!isPublic) imports.push("os");
  const open = fileName ? `, open("${fileName}", "wb") as file` : "";
  return `${imports
    .toSorted()
    .map((name) => `import ${name}`)
    .join("\n")}

request = urllib.request.Request(
    "${url}",${headers}
)
try:
    with urllib.request.urlopen(request) as answer${open}:
        ${fileName ? "shutil.copyfileobj(answer, file)" : "print(json.load(answer))"}
except urllib.error.HTTPError as refusal:
    sys.exit(refusal.read().decode())`;
}

/** The address of a route with the values of its example. */
function exampleUrl({ path, doc: { example = {} } }: RouteDeclaration, baseUrl: string): string {
  const used = new Set<string>();
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    used.add(name);
    return example[name] ?? "";
  });
  const rest = Object.entries(example).filter(([name]) => !used.has(name));
  return `${baseUrl}${filled}${rest.length > 0 ? `?${new URLSearchParams(rest)}` : ""}`;
}

function inEachLanguage(call: Call): Samples {
  return { curl: curl(call), javascript: javascript(call), python: python(call) };
}

/** The call that needs nothing but the token: it tells what the token may do. */
export function firstCallSamples(baseUrl: string): Samples {
  return inEachLanguage({ url: `${baseUrl}/token`, fileName: null, isPublic: false });
}

/** A call of the route that can be copied and run, with the token in the environment as `WITIOP_TOKEN`. */
export function samplesOf(route: RouteDeclaration, baseUrl: string): Samples {
  const { answer, example, operationId } = route.doc;
  return inEachLanguage({
    url: exampleUrl(route, baseUrl),
    fileName:
      "files" in answer ? `${operationId.replace(/^export/, "").toLowerCase()}.${example?.format}` : null,
    isPublic: route.isPublic ?? false,
  });
}
