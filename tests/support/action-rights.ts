/** The only two that somebody who is not signed in may call; every other action asks for a right. */
export const OPEN_ACTIONS = ["lib/auth/actions.ts signInAction", "lib/auth/actions.ts signOutAction"];
/** Needs a right although it changes nothing. */
export const READING_ACTIONS = [
  "archiveImpactAction",
  "checkUrlAction",
  "deletionImpactAction",
  "previewRecoveryAction",
  "previewVisibilityAction",
  "searchSuppliersAction",
  "searchTokensAction",
  "takeAwayImpactAction",
];
/** Those of them that managers may call too. */
export const MANAGERS_ACTIONS = ["searchSuppliersAction", "searchTokensAction"];
