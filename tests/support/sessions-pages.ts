import { globSync } from "node:fs";

/** The address of a page's file or manifest name, with that id for every parameter. */
export function pagePath(file: string, id: string): string {
  const path = file
    .replaceAll("\\", "/")
    .replace(/^app\//, "")
    .replace(/(^|\/)page(\.tsx)?$/, "")
    .replace(/\(\w+\)(\/|$)/g, "")
    .replace(/\[\w+\]/g, id);
  return `/${path}`;
}

/** What the ids in addresses name. */
export type PageIds = { token: string; supplier: string };

/** The addresses of all pages for people who are signed in, found by their files. */
export function adminPages({ token, supplier }: PageIds): string[] {
  const files = globSync("app/**/page.tsx").filter((file) => /^app[\\/]\(admin\)/.test(file));
  return files.map((file) => pagePath(file, file.includes("suppliers") ? supplier : token)).toSorted();
}
