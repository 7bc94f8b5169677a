"use server";

import { paths } from "../paths";
import { PROVIDER_ID, signIn, signOut } from "./auth";
import { returnPath } from "./return-path";

/**
 * Sends the browser to the identity provider, and from there to the page of this site that was asked for; open to
 * everybody, for it is how one comes in.
 */
export async function signInAction(from: unknown): Promise<void> {
  await signIn(PROVIDER_ID, { redirectTo: returnPath(from) });
}

/** Ends the session of whoever asks. */
export async function signOutAction(): Promise<void> {
  await signOut({ redirectTo: paths.signIn() });
}
