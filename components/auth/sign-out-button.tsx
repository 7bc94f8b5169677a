import { LogOut } from "lucide-react";
import { SubmitButton } from "@/components/form/submit-button";

export function SignOutButton({ action }: { action: () => Promise<void> }) {
  return (
    <form action={action}>
      <SubmitButton variant="ghost" size="icon-sm" aria-label="Sign out" title="Sign out">
        <LogOut />
      </SubmitButton>
    </form>
  );
}
