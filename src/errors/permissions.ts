/** Errors for an authenticated caller without permission (403). */
import { declare } from './api-error.ts'
import { inferred } from './provenance.ts'

export const forbiddenByPolicy = declare(
  403,
  'Forbidden.RAM',
  "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
  inferred('ECS and sibling products')
)
export const noPermission = declare(
  403,
  'NoPermission',
  'You are not authorized to do this action.',
  inferred('96 operations of sibling products')
)
