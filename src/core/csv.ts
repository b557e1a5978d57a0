// Writing CSV (RFC 4180); reading it is the readers' work.

const cell = (text: string): string => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export const csvLine = (cells: readonly string[]): string => `${cells.map(cell).join(",")}\n`;

/** A spreadsheet runs a cell that begins so as a formula; an apostrophe makes it text. */
export const inert = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
