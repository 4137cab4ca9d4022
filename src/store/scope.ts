import { type RawBuilder, type SqlBool, sql } from 'kysely'

/**
 * Whose rows a function works on: those of one account, or of all accounts. Nothing defaults to all and no text means
 * all, so that a forgotten check can't widen what a caller reaches.
 */
export type Scope = { readonly all: true } | { readonly account: string }

export const allAccounts: Scope = { all: true }

/** The column `account` of a row that holds for this scope: the tables write '' for all accounts. */
export function accountColumn(scope: Scope): string {
  if ('all' in scope) return ''
  if (scope.account === '') throw new Error('an account has a name; all accounts are { all: true }')
  return scope.account
}

/** Whether a row, by its column `account`, belongs to the scope. */
export const isIn = (scope: Scope): RawBuilder<SqlBool> =>
  'all' in scope ? sql<SqlBool>`true` : sql<SqlBool>`account = ${scope.account}`

/** Whether what belongs to `account` is in the scope. */
export const covers = (scope: Scope, account: string): boolean => 'all' in scope || scope.account === account
