import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  skipTrailingSlashRedirect: true,
  // For everybody, not for simple crawlers alone: a title that comes after its page leaves the tab without one until then.
  htmlLimitedBots: /.*/,
  // No page has an image of the optimizer; unoptimized, its route `/_next/image` answers 404 and costs nothing.
  images: { unoptimized: true },
  serverExternalPackages: ["exceljs", "pino", "postgres", "prom-client", "rate-limiter-flexible", "undici"],
  // `npm run check` checks the types of the whole tree; the build does not do it again.
  typescript: { ignoreBuildErrors: true },
  experimental: { serverActions: { bodySizeLimit: "256kb" } },
};

export default config;
