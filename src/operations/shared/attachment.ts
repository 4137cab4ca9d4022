/** What AttachKeyPair and DetachKeyPair answer, and how. */
import { Type } from 'typebox'
import { type ApiError, incorrectInstanceStatus, windowsInstance } from '../../errors/index.ts'
import type { Instance } from '../../store/instances.ts'
import { named, text } from './fields.ts'

export const attachmentResult = Type.Object({
  TotalCount: Type.Integer({ description: 'How many servers the request named.', examples: [1] }),
  FailCount: Type.Integer({ description: 'How many of them were refused.', examples: [0] }),
  Results: Type.Array(
    Type.Object(
      {
        InstanceId: named.InstanceId,
        Success: text('`true` or `false`, as text.', 'true'),
        Code: text('`200`, or the HTTP status of the refusal, as text.', '200'),
        Message: text('`success`, or why the server was refused.', 'success')
      },
      { title: 'AttachmentResult', description: 'What became of one server.' }
    ),
    { description: 'A row for each server, in the order of the request.' }
  )
})

/** Why a key pair can't be attached to or detached from a server as it is now. */
export function assertCanAttach({ platform, status }: Instance): ApiError | undefined {
  if (platform === 'Windows') return windowsInstance()
  if (status !== 'Running' && status !== 'Stopped') return incorrectInstanceStatus()
  return undefined
}

/** A row for each server, in the order of the request. */
export function reportAttachment(instanceIds: readonly string[], refusals: ReadonlyMap<string, ApiError>) {
  return {
    TotalCount: instanceIds.length,
    FailCount: refusals.size,
    Results: instanceIds.map((InstanceId) => {
      const refusal = refusals.get(InstanceId)
      return refusal === undefined
        ? { InstanceId, Success: 'true', Code: '200', Message: 'success' }
        : { InstanceId, Success: 'false', Code: String(refusal.status), Message: refusal.message }
    })
  }
}

/** The refused among the servers, by id. */
export function refusalsOf(instances: readonly Instance[]): Map<string, ApiError> {
  const refusals = new Map<string, ApiError>()
  for (const instance of instances) {
    const refusal = assertCanAttach(instance)
    if (refusal !== undefined) refusals.set(instance.instanceId, refusal)
  }
  return refusals
}
