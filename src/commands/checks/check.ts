/** A check of `doctor`, and its finding. */
import type { Config } from '../../config/config.ts'
import type { ClientEnvironment } from '../client-environment.ts'
import type { Target } from '../target.ts'

export interface Finding {
  /** `note`: nothing is wrong, but you may want to know it. */
  readonly state: 'ok' | 'note' | 'wrong'
  readonly says: string
}

export interface Subject {
  readonly clientEnvironment: ClientEnvironment
  readonly target: Target
  /** undefined: a setting is wrong. */
  readonly config: Config | undefined
  /** The message about that setting. */
  readonly complaint: string | undefined
}

export type Check = (subject: Subject) => Finding | undefined | Promise<Finding | undefined>

export const ok = (says: string): Finding => ({ state: 'ok', says })
export const note = (says: string): Finding => ({ state: 'note', says })
export const wrong = (says: string): Finding => ({ state: 'wrong', says })

/** How long a check waits for an answer. */
export const timeoutMs = 3000
