import type { Rate } from '../../dispatch/operation.ts'
import { documented } from '../../errors/provenance.ts'

/** Of the operations whose rate is published; about all others nothing is known. */
export const tenPerMinute: Rate = {
  callsPerMinute: 10,
  rule: 'An account may call it 10 times a minute, where SWAS_THROTTLING is `documented`.',
  ...documented('the API metadata')
}
