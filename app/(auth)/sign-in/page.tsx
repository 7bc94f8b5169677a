import { redirect } from "next/navigation";
import { SignInCard } from "@/components/auth/sign-in-card";
import { signInAction } from "@/lib/auth/actions";
import { findCurrentUser } from "@/lib/auth/current-user";
import { returnPath } from "@/lib/auth/return-path";
import { env } from "@/lib/env";

export const metadata = { title: "Sign in" };

type SignInPageProps = { searchParams: Promise<Record<"error" | "from", string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { error, from } = await searchParams;
  if (await findCurrentUser()) redirect(returnPath(from));
  return (
    <SignInCard
      provider={env().OIDC_NAME}
      refusal={error === undefined ? null : error === "AccessDenied" ? "denied" : "failed"}
      action={signInAction.bind(null, from)}
    />
  );
}
