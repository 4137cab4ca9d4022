/** What the three tag operations share. Only servers have tags. */
import { Type } from 'typebox'
import { InstanceId, valueError } from './shapes.ts'

export const ResourceType = Type.String({
  title: 'ResourceType',
  description: 'Always `instance`: only servers have tags.',
  enum: ['instance'],
  ...valueError
})

export const ResourceId = Type.Array(InstanceId, {
  description: 'The ids of 1 to 50 servers.',
  minItems: 1,
  maxItems: 50
})
