import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  skipTrailingSlashRedirect: true,
  serverExternalPackages: ["exceljs", "pino", "postgres", "undici"],
  experimental: { serverActions: { bodySizeLimit: "256kb" } },
};

export default config;
