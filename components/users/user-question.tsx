"use client";

import { ConfirmDialog } from "@/components/form/confirm-dialog";
import { disableUserAction, enableUserAction, signOutUserAction } from "@/lib/users/actions";
import type { UserRow } from "@/lib/users/schema";

export type UserQuestionKind = "disable" | "enable" | "signOut";

export type UserQuestionProps = {
  kind: UserQuestionKind;
  user: Pick<UserRow, "id" | "name">;
  isSelf: boolean;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Asks before somebody is disabled, enabled or signed out, and says what follows. */
export function UserQuestion({ kind, user, isSelf, open, onOpenChange }: UserQuestionProps) {
  const dialog = { input: { id: user.id }, open, onOpenChange };
  if (kind === "enable")
    return (
      <ConfirmDialog {...dialog} title={`Enable ${user.name}?`} verb="Enable user" action={enableUserAction}>
        They may sign in again, with the role that the identity provider gives them then.
      </ConfirmDialog>
    );
  if (kind === "disable")
    return (
      <ConfirmDialog
        {...dialog}
        title={`Disable ${user.name}?`}
        verb="Disable user"
        variant="destructive"
        action={disableUserAction}
      >
        They are signed out at once and cannot sign in until an admin enables them. The tokens that they
        created stay as they are.
      </ConfirmDialog>
    );
  return (
    <ConfirmDialog
      {...dialog}
      title={`Sign ${user.name} out everywhere?`}
      verb="Sign out everywhere"
      variant="destructive"
      action={signOutUserAction}
    >
      {isSelf
        ? "Every browser in which you are signed in must sign in again, this one too."
        : "Every browser in which they are signed in must sign in again."}
    </ConfirmDialog>
  );
}
