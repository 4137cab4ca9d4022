/** The reply of AttachKeyPair and DetachKeyPair. */
import { Type } from 'typebox'
import { type ApiError, incorrectInstanceStatus, windowsInstance } from '../../errors/index.ts'
import type { Instance } from '../../store/instances.ts'
import { named, text } from './fields.ts'

export const attachmentResult = Type.Object({
  TotalCount: Type.Integer({ description: 'The number of servers in the request.', examples: [1] }),
  FailCount: Type.Integer({ description: 'The number of servers for which the call failed.', examples: [0] }),
  Results: Type.Array(
    Type.Object(
      {
        InstanceId: named.InstanceId,
        Success: text('`true` or `false`, as text.', 'true'),
        Code: text('`200`, or the HTTP status of the error, as text.', '200'),
        Message: text('`success`, or the reason of the failure.', 'success')
      },
      { title: 'AttachmentResult', description: 'The result for one server.' }
    ),
    { description: 'A row for each server, in the order of the request.' }
  )
})

/** Why a key pair can't be attached to or detached from a server in its present state; undefined if it can. */
export function attachmentError({ platform, status }: Instance): ApiError | undefined {
  if (platform === 'Windows') return windowsInstance()
  if (status !== 'Running' && status !== 'Stopped') return incorrectInstanceStatus()
  return undefined
}

/** A row for each server, in the order of the request. */
export function reportAttachment(instanceIds: readonly string[], failures: ReadonlyMap<string, ApiError>) {
  return {
    TotalCount: instanceIds.length,
    FailCount: failures.size,
    Results: instanceIds.map((InstanceId) => {
      const error = failures.get(InstanceId)
      return error === undefined
        ? { InstanceId, Success: 'true', Code: '200', Message: 'success' }
        : { InstanceId, Success: 'false', Code: String(error.status), Message: error.message }
    })
  }
}

/** The errors of the servers whose key pair can't change now, by the server's id. */
export function attachmentErrors(instances: readonly Instance[]): Map<string, ApiError> {
  const failures = new Map<string, ApiError>()
  for (const instance of instances) {
    const error = attachmentError(instance)
    if (error !== undefined) failures.set(instance.instanceId, error)
  }
  return failures
}
