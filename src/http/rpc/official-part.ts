import { type TObject, type TProperties, type TSchema, Type } from 'typebox'

/** A result schema without the fields that only this service has (`x-swas-extension`), at any depth. */
export function officialPart(result: TObject): TObject {
  const { properties, required: _, ...own } = result
  const official = Object.entries(properties).filter(([, field]) => !('x-swas-extension' in field))
  return Type.Object(Object.fromEntries(official.map(([name, field]) => [name, partOf(field)])) as TProperties, own)
}

function partOf(field: TSchema): TSchema {
  const part = inside(field)
  return Type.IsOptional(field) ? Type.Optional(part) : part // the copy has lost the mark
}

function inside(field: TSchema): TSchema {
  if ('items' in field) return { ...field, items: partOf(field.items as TSchema) }
  return 'properties' in field ? officialPart(field as TObject) : field
}
