/** What the three tag operations share: tags are of servers only here. */
import { Type } from 'typebox'
import { InstanceId, valueError } from './shapes.ts'

export const ResourceType = Type.String({
  title: 'ResourceType',
  description: 'Only `instance`: no other resource has tags here.',
  enum: ['instance'],
  ...valueError
})

export const ResourceId = Type.Array(InstanceId, {
  description: 'The ids of 1 to 50 servers.',
  minItems: 1,
  maxItems: 50
})
