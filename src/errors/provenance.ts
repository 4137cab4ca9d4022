/** The source of a rule, code or message. docs/fidelity.md lists all of them. */
export interface Fidelity {
  readonly source: Source
  /** The page, the reply, or the reason. */
  readonly where: string
  /** The month it was read, `yyyy-MM`. */
  readonly read: string
  /** Its class before this source was found. */
  readonly was?: Source
}

/** A page of the cloud; a real response; a sibling product or the source of an SDK; our own choice. */
export type Source = 'documented' | 'recorded' | 'inferred' | 'assumed'

/** A rule in one sentence, with its source. */
export interface Rule extends Fidelity {
  readonly rule: string
}

const from =
  (source: Fidelity['source'], month: string) =>
  (where: string, read = month): Fidelity => ({ source, where, read })

export const documented = from('documented', '2024-06')
export const recorded = from('recorded', '2026-11')
export const inferred = from('inferred', '2024-06')
export const assumed = from('assumed', '2026-11')

/** Adds the class that it had before. */
export const formerly = (was: Source, now: Fidelity): Fidelity => ({ ...now, was })
