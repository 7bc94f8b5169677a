import NextLink from "next/link";
import type { ComponentProps } from "react";

/**
 * The link of every page. It fetches nothing in advance: Next.js shows a page whose link is pressed while it is being
 * prefetched without title and viewport for good.
 */
export function Link(props: ComponentProps<typeof NextLink>) {
  return <NextLink prefetch={false} {...props} />;
}
