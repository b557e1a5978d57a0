// What this room leaves to the reference.

/** Ends the reading of a document in which something stands that only the reference reads. */
export class LeftToReference extends Error {}
