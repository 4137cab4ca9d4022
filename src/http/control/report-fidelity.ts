/** Where each rule, code and message comes from. */
import type { Operation } from '../../dispatch/operation.ts'
import { catalogue } from '../../errors/index.ts'
import type { Fidelity } from '../../errors/provenance.ts'
import { sources } from './shapes/fidelity.ts'

const rulesOf = ({ rules, rate }: Operation) => [...rules, ...(rate === undefined ? [] : [rate])]

/** The sources of the rules of these operations, and of all errors. */
export function reportFidelity(operations: readonly Operation[]) {
  const rules = operations.map((operation) => ({
    operation: operation.action,
    extension: operation.extension ?? false,
    rules: rulesOf(operation).map(({ rule, source, where, read, was }) => ({
      rule,
      source,
      where,
      read,
      ...(was && { was })
    }))
  }))
  const errors = catalogue.map(({ entry: { fidelity, ...entry } }) => ({ ...entry, ...fidelity }))
  const all: Pick<Fidelity, 'source'>[] = [...rules.flatMap((one) => one.rules), ...errors]
  const counts = Object.fromEntries(
    sources.map((source) => [source, all.filter((one) => one.source === source).length])
  ) as Record<Fidelity['source'], number>
  return { counts, operations: rules, errors }
}
