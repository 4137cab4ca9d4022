/** A check of `doctor`, and what it found. */
import type { Config } from '../../config/config.ts'
import type { ClientEnvironment } from '../client-environment.ts'
import type { Target } from '../target.ts'

export interface Finding {
  /** `note` is for what is as it may be, and worth knowing. */
  readonly state: 'ok' | 'note' | 'wrong'
  readonly message: string
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

export const ok = (message: string): Finding => ({ state: 'ok', message })
export const note = (message: string): Finding => ({ state: 'note', message })
export const wrong = (message: string): Finding => ({ state: 'wrong', message })

/** How long a check waits for an answer. */
export const patienceMs = 3000
