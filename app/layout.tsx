import "./globals.css";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { mono, sans } from "@/app/fonts";
import { TimeProvider } from "@/components/layout/time-provider";
import { parseTimeZone, timeZoneCookie } from "@/components/layout/time-zone";
import { parseTheme, themeClass, themeCookie } from "@/components/theme/theme";
import { cn } from "@/lib/utils";

export const metadata: Metadata = {
  title: { default: "API access tokens", template: "%s · API access" },
  robots: { index: false, follow: false },
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const jar = await cookies();
  const theme = parseTheme(jar.get(themeCookie)?.value);
  const timeZone = parseTimeZone(jar.get(timeZoneCookie)?.value);
  return (
    <html lang="en" className={cn(sans.variable, mono.variable, themeClass(theme))}>
      <body>
        <TimeProvider now={Date.now()} timeZone={timeZone}>
          {children}
        </TimeProvider>
      </body>
    </html>
  );
}
