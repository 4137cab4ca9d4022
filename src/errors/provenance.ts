/** Where a rule, code or message comes from. See docs/fidelity.md for all of them. */
export interface Fidelity {
  /** A page of the cloud; a real reply; a sibling product or SDK source; our own choice. */
  readonly source: Source
  /** The page, the reply, or the reason. */
  readonly where: string
  /** The month it was read, `yyyy-MM`. */
  readonly read: string
  /** What it was taken for before this source was found. */
  readonly was?: Source
}

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

/** With the class that it had before. */
export const formerly = (was: Source, now: Fidelity): Fidelity => ({ ...now, was })
