import { LinkTabs } from "@/components/ui/link-tabs";
import { paths } from "@/lib/paths";

/** The two parts of the request log that an admin has. */
export function LogTabs() {
  return (
    <LinkTabs
      label="Request log"
      items={[
        { href: paths.requestLog(), label: "Requests" },
        { href: paths.unknownSecrets(), label: "Unknown secrets" },
      ]}
    />
  );
}
