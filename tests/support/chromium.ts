import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

/** Debian's Chromium without its windows, which costs a third less time. */
const HEADLESS = "chromium-headless-shell";
const commands = [
  HEADLESS,
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
];
const macApplications = ["Chromium", "Google Chrome"];
const windowsFolders = ["Google\\Chrome\\Application", "Chromium\\Application"];

/**
 * Returns the path of an installed Chromium or Chrome, the configured one first; on a machine with apt-get and root rights
 * it installs Debian's when there is none. Throws saying what to install.
 */
export function chromiumPath(configured = process.env.CHROMIUM_PATH): string {
  if (configured) {
    if (existsSync(configured)) return configured;
    throw new Error(`CHROMIUM_PATH names ${configured}, which does not exist.`);
  }
  const found = candidates().find((path) => existsSync(path));
  if (found) return found;
  const aptGet = ["/usr/bin/apt-get", "/bin/apt-get"].find((path) => existsSync(path));
  if (aptGet && process.getuid?.() === 0) {
    installWith(aptGet);
    if (existsSync(`/usr/bin/${HEADLESS}`)) return `/usr/bin/${HEADLESS}`;
  }
  throw new Error(
    "No Chromium or Chrome was found. Install one (Debian: apt-get install chromium, macOS: brew install --cask chromium, " +
      "Windows: winget install Google.Chrome), or set CHROMIUM_PATH to its program.",
  );
}

/** The switches with which a browser asks for nothing but the pages it is sent to. */
export function chromiumArguments(): string[] {
  const isRoot = process.getuid?.() === 0;
  return [
    ...(isRoot ? ["--no-sandbox"] : []),
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
  ];
}

/** Starts a headless browser that asks for nothing but the pages it is sent to; the caller closes it. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: chromiumArguments() });
}

function candidates(): string[] {
  if (process.platform === "win32") {
    const roots = [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"], process.env.LOCALAPPDATA];
    return roots.flatMap((root) =>
      root ? windowsFolders.map((folder) => join(root, folder, "chrome.exe")) : [],
    );
  }
  const folders = new Set([...(process.env.PATH ?? "").split(delimiter), "/usr/bin", "/snap/bin"]);
  const onPath = [...folders].filter(Boolean).flatMap((folder) => commands.map((name) => join(folder, name)));
  const applications =
    process.platform === "darwin"
      ? macApplications.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)
      : [];
  return [...applications, ...onPath, chromium.executablePath()].filter(Boolean);
}

function installWith(aptGet: string): void {
  console.log("No Chromium was found: installing Debian's with apt-get, once.");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const options = { env, stdio: ["ignore", "ignore", "inherit"] as ["ignore", "ignore", "inherit"] };
  execFileSync(aptGet, ["update"], options);
  execFileSync(aptGet, ["install", "-y", "--no-install-recommends", HEADLESS], options);
}
