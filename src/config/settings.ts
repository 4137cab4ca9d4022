/**
 * The table of settings. Config, flags, `--help`, the library's options, the options of child services and
 * docs/settings.md all follow from it: a new setting is a new row in one of the four files, and nothing else.
 */
import { access } from './settings/access.ts'
import { addresses } from './settings/addresses.ts'
import { behavior } from './settings/behavior.ts'
import type { Setting } from './settings/setting.ts'
import { storage } from './settings/storage.ts'

export type { Setting }

/** The parts of the table, in the order of `--help`. */
export const parts = { addresses, storage, access, behavior } as const

export const settings = { ...addresses, ...storage, ...access, ...behavior } as const

type Settings = typeof settings
/** A setting, by its environment variable. */
export type Name = keyof Settings
export const names = Object.keys(settings) as Name[]

type Value<N extends Name> =
  | ReturnType<Settings[N]['type']['parse']>
  | (Settings[N] extends { readonly default: string } ? never : undefined)

/** The values of all settings, by their options. */
export type Values = { readonly [N in Name as Settings[N]['option']]: Value<N> }

/** Whatever child services have of their parent. */
export type Inherited = Extract<Settings[Name], { readonly inChildServices: 'inherited' }>['option']

/** What is said of a setting anywhere, without its literal types. */
export const rowOf = (name: Name): Setting => settings[name]
