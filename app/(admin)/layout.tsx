import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { SignOutButton } from "@/components/auth/sign-out-button";
import { AppShell } from "@/components/layout/app-shell";
import { parseTheme, themeCookie } from "@/components/theme/theme";
import { signOutAction } from "@/lib/auth/actions";
import { findCurrentUser, sendToSignIn } from "@/lib/auth/current-user";
import { paths } from "@/lib/paths";
import { ROLE_LABELS } from "@/lib/users/words";

const NAVIGATION = [
  { href: paths.tokens(), label: "Tokens", icon: "key" },
  { href: paths.suppliers(), label: "Suppliers", icon: "building" },
  { href: paths.deliveries(), label: "Deliveries", icon: "send" },
  { href: paths.requestLog(), label: "Request log", icon: "log" },
  { href: paths.managedNumbers(), label: "Managed numbers", icon: "phone" },
  { href: paths.auditLog(), label: "Audit log", icon: "history" },
  { href: paths.users(), label: "Users", icon: "users" },
  { href: paths.apiDocs(), label: "API docs", icon: "book", external: true },
] as const;

export default async function AdminLayout({ children }: { children: ReactNode }) {
  const user = await findCurrentUser();
  if (!user) return sendToSignIn();
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  return (
    <AppShell
      items={NAVIGATION}
      homeHref={paths.tokens()}
      user={{
        name: user.name,
        role: ROLE_LABELS[user.role],
        theme,
        signOut: <SignOutButton action={signOutAction} />,
      }}
    >
      {children}
    </AppShell>
  );
}
