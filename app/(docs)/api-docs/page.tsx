import { Download } from "lucide-react";
import { cookies } from "next/headers";
import { routes } from "@/app/api/routes";
import { ApiDocs } from "@/components/api-docs/api-docs";
import { languageCookie, parseLanguage } from "@/components/api-docs/language";
import { parseTheme, themeCookie } from "@/components/theme/theme";
import { ThemeSwitch } from "@/components/theme/theme-switch";
import { Button } from "@/components/ui/button";
import { keptReference } from "@/lib/openapi/kept-reference";
import { paths } from "@/lib/paths";

export const metadata = { title: "API documentation" };

/** Public: the developers of a supplier do not sign in. */
export default async function ApiDocsPage() {
  const jar = await cookies();
  return (
    <ApiDocs
      reference={keptReference(routes)}
      language={parseLanguage(jar.get(languageCookie)?.value)}
      canCopy
      actions={
        <>
          <Button asChild variant="outline" size="sm">
            <a href={paths.apiDocsDownload()} download>
              <Download aria-hidden="true" />
              HTML
            </a>
          </Button>
          <Button asChild variant="outline" size="sm">
            <a href={paths.openApi()} download="witiop-api.json">
              <Download aria-hidden="true" />
              OpenAPI
            </a>
          </Button>
          <ThemeSwitch theme={parseTheme(jar.get(themeCookie)?.value)} />
        </>
      }
    />
  );
}
