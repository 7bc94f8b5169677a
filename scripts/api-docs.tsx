import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { transform } from "esbuild";
import { renderToStaticMarkup } from "react-dom/server";
import { compile } from "tailwindcss";
import { routes } from "@/app/api/routes";
import { ApiDocs } from "@/components/api-docs/api-docs";
import { declaredRoutes } from "@/lib/http/route-doc";
import { DOCS_FILE, UNSET_URL } from "@/lib/openapi/docs-file";
import { apiReference } from "@/lib/openapi/reference";

/** The file has no fonts of its own. */
const FONTS = ":root { --font-geist-sans: system-ui; --font-geist-mono: ui-monospace; }";

/** The styles of `globals.css` with the utilities that the markup uses. */
async function stylesOf(markup: string): Promise<string> {
  const require = createRequire(import.meta.url);
  const compiler = await compile(await readFile("app/globals.css", "utf8"), {
    loadStylesheet: async (id, base) => {
      const path = require.resolve(`${id}/index.css`);
      return { path, base, content: await readFile(path, "utf8") };
    },
  });
  const classes = [...markup.matchAll(/class="([^"]*)"/g)].flatMap(([, names = ""]) => names.split(" "));
  const written = classes.map((name) => name.replaceAll("&gt;", ">").replaceAll("&amp;", "&"));
  const { code } = await transform(FONTS + compiler.build([...new Set(written)]), {
    loader: "css",
    minify: true,
  });
  return code;
}

/** Writes the reference of the API as one file that needs nothing besides itself. */
const body = renderToStaticMarkup(
  <ApiDocs reference={apiReference(declaredRoutes(routes), UNSET_URL)} language="curl" canCopy={false} />,
);
const styles = await stylesOf(body);
await writeFile(
  DOCS_FILE,
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API documentation · WitiOp</title>
<style>${styles}</style>
</head>
<body>${body}</body>
</html>
`,
);
