// Writing CSV (RFC 4180); reading it is the readers' work.

/** Quoted also where another delimiter stands in the text, so that nobody has to guess which one counts. */
const cell = (text: string): string => (/[",;|\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export const csvLine = (cells: readonly string[], delimiter = ","): string => `${cells.map(cell).join(delimiter)}\n`;

const NUMBER = /^[-+]?\d+(?:[.,]\d+)?$/;

/** A spreadsheet runs a cell that begins so as a formula; an apostrophe makes it text. */
export const inert = (text: string): string => (/^'*[=+\-@\t\r]/.test(text) && !NUMBER.test(text) ? `'${text}` : text);

/** What `inert` was given. */
export const spoken = (text: string): string => (/^''*[=+\-@\t\r]/.test(text) ? text.slice(1) : text);
