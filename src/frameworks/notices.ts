// What a CASE file may have odd and is read all the same, each kind told once.
import type { Notice } from "./framework.ts";

export const NOTICES = {
  WRAPPED: "the package stands inside another member; the standard has it at the top",
  DOCUMENT_FROM_LINK: "there is no CFDocument; its title and identifier come from the items' CFDocumentURI",
  DOCUMENT_UNNAMED: "the document has neither identifier nor URI",
  TITLE_MISSING: "the document has no title",
  CREATOR_MISSING: "the document has no creator",
  ITEMS_NONE: "the framework has no items",
  NULL_MEMBER: "null where the standard leaves the member out",
  NAME_ODD: "a member under another name than the standard's; read as meant",
  VALUE_ODD: "a value of another kind than the standard's; read as meant",
  VALUE_IGNORED: "a value that cannot be read; ignored",
  LIST_AS_TEXT: "one text where the standard has a list",
  COMMA_LIST: "several levels in one text; read as a list",
  LINK_AS_TEXT: "a link written as a bare text; read as its URI",
  IDENTIFIER_MISSING: "an item without an identifier; left out, for nothing can refer to it",
  IDENTIFIER_ODD: "an identifier that is not a bare UUID in lower case",
  ENTRY_IGNORED: "an entry that is not a JSON object; left out",
  URI_MISSING: "an item without a URI; a badge cannot align to it",
  URI_NOT_WEB: "an item whose URI is not an http(s) address; a badge cannot align to it",
  STATEMENT_MISSING: "an item without any statement; it cannot be used in a badge",
  STATEMENT_ELSEWHERE: "fullStatement is missing or empty; the text of another member is used",
  ITEM_REPEATED: "an item that stands twice, word for word; read once",
  ASSOCIATION_REPEATED: "an association that stands twice; read once",
  ASSOCIATION_INCOMPLETE: "an association without type, origin or destination; left out",
  ASSOCIATION_TYPE_ODD: "an association type under another name than the standard's; read as meant",
  ASSOCIATION_TYPE_UNKNOWN: "an association type that the standard does not have",
  PARENT_ELSEWHERE: "an item whose parent is not in the file",
  DATE_ODD: "a date that cannot be read; ignored",
  DATE_WITH_TIME: "a time where the standard has a date; the day is used",
  TIME_WITHOUT_ZONE: "a time without a zone",
  END_IS_START: "statusEndDate is the same as statusStartDate; not taken as the end",
} as const;

export type NoticeCode = keyof typeof NOTICES;

/** A notice with more than the first of its places. */
export interface Noticed extends Notice {
  readonly pointers: readonly string[];
}

/** Collects notices while a file is read. */
export interface Noticing {
  readonly note: (code: NoticeCode, pointer?: string) => void;
  readonly notices: () => readonly Noticed[];
}

/** `most` places of each kind are kept. */
export function noticing(most = 1): Noticing {
  const seen = new Map<NoticeCode, { pointers: string[]; count: number }>();
  return {
    note: (code, pointer = "") => {
      const known = seen.get(code) ?? { pointers: [], count: 0 };
      seen.set(code, known);
      known.count += 1;
      if (known.pointers.length < most) known.pointers.push(pointer);
    },
    notices: () =>
      [...seen].map(([code, { pointers, count }]) => {
        const [first = ""] = pointers;
        return { code, message: NOTICES[code], ...(first !== "" && { pointer: first }), count, pointers };
      }),
  };
}

/** The notice as a framework carries it. */
export const plainNotice = ({ pointers: _, ...notice }: Noticed): Notice => notice;
