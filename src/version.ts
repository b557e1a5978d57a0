// laurel's version. It stands in package.json as well, and a test holds the two together: no run reads a file for it.

export const VERSION = "0.1.0";
