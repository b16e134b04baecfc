/** A field that is wrong, with a sentence for the person. */
export interface ProblemField {
  field: string;
  text: string;
}

/** A refusal or failure in words: what happened, what is safe, what to do next. */
export class Problem extends Error {
  readonly code: string;
  readonly fields: ProblemField[];

  constructor(code: string, message: string, fields: ProblemField[] = []) {
    super(message);
    this.name = "Problem";
    this.code = code;
    this.fields = fields;
  }

  /** Reads what the core or the shell answered; anything else becomes `fallback`. */
  static from(answer: unknown, fallback: string): Problem {
    if (answer instanceof Problem) return answer;
    // An error of the page itself is a defect; its English text says nothing to an officer.
    if (answer instanceof Error || !isRecord(answer) || typeof answer.message !== "string") {
      return new Problem("unexpected", fallback);
    }
    const code = typeof answer.code === "string" ? answer.code : "unexpected";
    const fields = Array.isArray(answer.fields) ? answer.fields.filter(isProblemField) : [];
    return new Problem(code, answer.message, fields);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isProblemField(value: unknown): value is ProblemField {
  return isRecord(value) && typeof value.field === "string" && typeof value.text === "string";
}
