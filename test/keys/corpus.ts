import { bent, mixed } from './corpus-bent.ts'
import { bentCertificates, goodCertificates } from './corpus-certificates.ts'
import { good } from './corpus-good.ts'
import type { Category } from './corpus-keys.ts'
import { seeded } from './random.ts'

export type Verdict = 'accepted' | 'refused' | 'either'

export interface Case {
  readonly category: string
  /** What parsePublicKey must say to every key of the category. */
  readonly ours: Verdict
  readonly text: string
}

const groups: [Verdict, Record<string, Category>][] = [
  ['accepted', good],
  ['refused', bent],
  ['either', mixed],
  ['accepted', goodCertificates],
  ['refused', bentCertificates]
]

/** `each` keys of every category; the same ones for the same seed, but for the numbers that signatures draw. */
export function corpus(seed: number, each: number): Case[] {
  const random = seeded(seed)
  return groups.flatMap(([ours, categories]) =>
    Object.entries(categories).flatMap(([category, text]) =>
      Array.from({ length: each }, () => ({ category, ours, text: text(random) }))
    )
  )
}
