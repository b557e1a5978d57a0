// The issuer of identifiers of RDFC-1.0 (sections 4.3 and 4.5).

/** Labels in the order in which they were given out (section 4.5). */
export class Issuer {
  readonly issued: Map<string, string>;
  readonly #prefix: string;
  constructor(prefix: string, issued: ReadonlyMap<string, string> = new Map()) {
    this.#prefix = prefix;
    this.issued = new Map(issued);
  }
  issue(label: string): string {
    const known = this.issued.get(label);
    if (known !== undefined) return known;
    const made = this.#prefix + this.issued.size;
    this.issued.set(label, made);
    return made;
  }
  copy(): Issuer {
    return new Issuer(this.#prefix, this.issued);
  }
}
