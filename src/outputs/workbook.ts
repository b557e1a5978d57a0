// Sheets of text as a workbook (.xlsx, ECMA-376). Every cell is text and marked so: nothing in it is ever a formula, a
// number that loses its zeros, or a date that turns round.
import type { Sheet } from "../frameworks/sheet-form.ts";
import { zip } from "../readers/zip.ts";

/** Most characters that a cell holds. */
const CELL = 32_767;
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const MARKUP: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** XML takes no control characters; the workbook's own escape for them must then be escaped itself. */
const escaped = (text: string): string =>
  text
    .slice(0, CELL)
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replaceAll(
      /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g,
      (char) => `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`,
    )
    .replaceAll(/[&<>"]/g, (char) => MARKUP[char] ?? char);

function columnName(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? columnName(rest - 1) : "") + String.fromCharCode(65 + (index % 26));
}

/** Style 0 is text; 1 is the header's: text, bold. */
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`;

/** Columns whose texts are long are wide. */
function widths({ rows }: Sheet): string {
  const [header] = rows;
  const cols = (header?.cells ?? []).map((_, index) => {
    const longest = Math.max(...rows.slice(0, 200).map(({ cells }) => Math.min(cells[index]?.length ?? 0, 60)));
    return `<col min="${index + 1}" max="${index + 1}" width="${Math.max(longest + 2, 10)}" style="0" customWidth="1"/>`;
  });
  return cols.length === 0 ? "" : `<cols>${cols.join("")}</cols>`;
}

function sheetXml(sheet: Sheet): string {
  const rows = sheet.rows.map(({ cells }, at) => {
    const filled = cells.map((cell, index) =>
      cell === ""
        ? ""
        : `<c r="${columnName(index)}${at + 1}" s="${at === 0 ? 1 : 0}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`,
    );
    return `<row r="${at + 1}">${filled.join("")}</row>`;
  });
  const frozen = `<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`;
  return `${HEAD}<worksheet xmlns="${MAIN}">${frozen}${widths(sheet)}<sheetData>${rows.join("")}</sheetData></worksheet>`;
}

/** The same sheets give the same bytes. */
export function writeWorkbook(sheets: readonly Sheet[]): Promise<Uint8Array> {
  const numbered = sheets.map((sheet, index) => ({ sheet, number: index + 1 }));
  const part = (name: string, type: string) => `<Override PartName="${name}" ContentType="${TYPES}.${type}+xml"/>`;
  const relation = (id: number, type: string, target: string) =>
    `<Relationship Id="rId${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const relations = (inner: string) =>
    `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${inner}</Relationships>`;
  return zip({
    "[Content_Types].xml": `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${part("/xl/workbook.xml", "sheet.main")}${part("/xl/styles.xml", "styles")}${numbered.map(({ number }) => part(`/xl/worksheets/sheet${number}.xml`, "worksheet")).join("")}</Types>`,
    "_rels/.rels": relations(relation(1, "officeDocument", "xl/workbook.xml")),
    "xl/workbook.xml": `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${numbered.map(({ sheet, number }) => `<sheet name="${escaped(sheet.name)}" sheetId="${number}" r:id="rId${number}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relations(
      numbered.map(({ number }) => relation(number, "worksheet", `worksheets/sheet${number}.xml`)).join("") +
        relation(numbered.length + 1, "styles", "styles.xml"),
    ),
    "xl/styles.xml": STYLES,
    ...Object.fromEntries(numbered.map(({ sheet, number }) => [`xl/worksheets/sheet${number}.xml`, sheetXml(sheet)])),
  });
}
