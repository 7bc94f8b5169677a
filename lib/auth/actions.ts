"use server";

import { paths } from "../paths";
import { PROVIDER_ID, signIn, signOut } from "./auth";

/** Sends the browser to the identity provider; open to everybody, for it is how one comes in. */
export async function signInAction(): Promise<void> {
  await signIn(PROVIDER_ID, { redirectTo: paths.tokens() });
}

/** Ends the session of whoever asks. */
export async function signOutAction(): Promise<void> {
  await signOut({ redirectTo: paths.signIn() });
}
