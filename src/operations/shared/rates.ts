import type { Rate } from '../../dispatch/operation.ts'
import { documented } from '../../errors/provenance.ts'

/** The rate of the operations whose rate is published. The others' rates are unknown. */
export const tenPerMinute: Rate = {
  callsPerMinute: 10,
  rule: 'If SWAS_THROTTLING is `documented`, an account may call this operation 10 times a minute.',
  ...documented('the API metadata')
}
