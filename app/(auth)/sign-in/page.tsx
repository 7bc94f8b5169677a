import { redirect } from "next/navigation";
import { SignInCard } from "@/components/auth/sign-in-card";
import { signInAction } from "@/lib/auth/actions";
import { findCurrentUser } from "@/lib/auth/current-user";
import { env } from "@/lib/env";
import { paths } from "@/lib/paths";

export const metadata = { title: "Sign in" };

type SignInPageProps = { searchParams: Promise<{ error?: string | string[] }> };

export default async function SignInPage({ searchParams }: SignInPageProps) {
  if (await findCurrentUser()) redirect(paths.tokens());
  const { error } = await searchParams;
  return (
    <SignInCard
      provider={env().OIDC_NAME}
      refusal={error === undefined ? null : error === "AccessDenied" ? "denied" : "failed"}
      action={signInAction}
    />
  );
}
