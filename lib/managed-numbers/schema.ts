/** A managed number to choose from. */
export type ManagedNumberOption = { id: string; phone: string; label: string };
