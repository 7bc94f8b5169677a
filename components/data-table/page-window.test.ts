import { expect, it } from "vitest";
import { pageWindow } from "./page-window";

it.each([
  [1, 1, [1]],
  [3, 7, [1, 2, 3, 4, 5, 6, 7]],
  [1, 49, [1, 2, 3, 4, 5, null, 49]],
  [4, 49, [1, 2, 3, 4, 5, null, 49]],
  [5, 49, [1, null, 4, 5, 6, null, 49]],
  [46, 49, [1, null, 45, 46, 47, 48, 49]],
  [49, 49, [1, null, 45, 46, 47, 48, 49]],
])("page %d of %d", (page, pages, places) => {
  expect(pageWindow(page, pages)).toEqual(places);
});
