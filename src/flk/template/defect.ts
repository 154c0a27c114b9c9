/** What is wrong with a template, told to staff. Respondents never see these. */
export interface TemplateDefect {
  /** An error makes a part of the template unusable; a warning is odd and works. */
  readonly severity: 'error' | 'warning'
  /** Where it is, in words: «Раздел 1, графа 3», «Контроль 30». */
  readonly place: string
  /** Line of the file, counted from one; 0 where the whole is meant. */
  readonly line: number
  readonly message: string
}

/** Takes the defects as they are found. */
export class DefectList {
  readonly found: TemplateDefect[] = []

  error(place: string, line: number, message: string): void {
    this.found.push({ severity: 'error', place, line, message })
  }

  warning(place: string, line: number, message: string): void {
    this.found.push({ severity: 'warning', place, line, message })
  }
}
