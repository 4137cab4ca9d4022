import { type TObject, type TProperties, type TSchema, Type } from 'typebox'

/** Of a result what the cloud has too, at any depth: without the fields that are marked `x-swas-extension`. */
export function officialPart(result: TObject): TObject {
  const { properties, required: _, ...own } = result
  const official = Object.entries(properties).filter(([, field]) => !('x-swas-extension' in field))
  return Type.Object(Object.fromEntries(official.map(([name, field]) => [name, partOf(field)])) as TProperties, own)
}

function partOf(field: TSchema): TSchema {
  const part = inside(field)
  return Type.IsOptional(field) ? Type.Optional(part) : part // a copy doesn't say so any more
}

function inside(field: TSchema): TSchema {
  if ('items' in field) return { ...field, items: partOf(field.items as TSchema) }
  return 'properties' in field ? officialPart(field as TObject) : field
}
