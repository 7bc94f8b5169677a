import { SubmitButton } from "@/components/form/submit-button";
import { Brand } from "@/components/layout/brand";
import { Alert } from "@/components/ui/alert";
import { paths } from "@/lib/paths";

const REFUSALS = {
  denied: "Your account has no access here. Ask an admin to add you to one of its groups.",
  failed: "The sign-in did not complete. Try again; if it fails again, tell an admin.",
};

export type SignInCardProps = {
  provider: string;
  refusal: keyof typeof REFUSALS | null;
  action: () => Promise<void>;
};

export function SignInCard({ provider, refusal, action }: SignInCardProps) {
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <div className="grid w-full max-w-sm gap-5">
        <Brand href={paths.signIn()} />
        <div>
          <h1 className="text-xl font-medium tracking-tight">Sign in</h1>
          <p className="mt-1 text-sm text-muted-foreground">
            Give suppliers access to WhatsApp conversations, and see what they do with it.
          </p>
        </div>
        {refusal && (
          <Alert tone="error" role="alert">
            {REFUSALS[refusal]}
          </Alert>
        )}
        <form action={action}>
          <SubmitButton size="lg" className="w-full">
            Continue with {provider}
          </SubmitButton>
        </form>
      </div>
    </main>
  );
}
