/** A check of `doctor`, and what it found. */
import type { Config } from '../../config/config.ts'
import type { ClientEnvironment } from '../client-environment.ts'
import type { Target } from '../target.ts'

export interface Finding {
  /** `note` is for what is as it may be, and worth knowing. */
  readonly state: 'ok' | 'note' | 'wrong'
  readonly says: string
}

export interface Subject {
  readonly clientEnvironment: ClientEnvironment
  readonly target: Target
  /** Undefined where the settings are wrong. */
  readonly config: Config | undefined
  /** What is wrong with them. */
  readonly complaint: string | undefined
}

export type Check = (subject: Subject) => Finding | undefined | Promise<Finding | undefined>

export const ok = (says: string): Finding => ({ state: 'ok', says })
export const note = (says: string): Finding => ({ state: 'note', says })
export const wrong = (says: string): Finding => ({ state: 'wrong', says })

/** How long a check waits for an answer. */
export const patienceMs = 3000
