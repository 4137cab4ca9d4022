/** What the three tag operations share: tags are of servers only here. */
import { Type } from 'typebox'
import { valueNotSupported } from '../errors.ts'
import { InstanceId } from './shapes.ts'

export const ResourceType = Type.String({
  description: 'Only `instance`: we emulate no other resource that has tags.',
  examples: ['instance']
})

/** Throws for the cloud's other resource types, and for what is none. */
export function requireInstances(resourceType: string): void {
  if (resourceType !== 'instance') {
    throw valueNotSupported('ResourceType', 'swas-local keeps tags of the resource type instance only.')
  }
}

export const ResourceId = Type.Array(InstanceId, {
  description: 'The ids of 1 to 50 servers.',
  minItems: 1,
  maxItems: 50
})
