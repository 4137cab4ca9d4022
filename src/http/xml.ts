import { XMLBuilder } from 'fast-xml-parser'

const builder = new XMLBuilder({ suppressEmptyNode: false })

// XML 1.0 has no way to write these, not even escaped; a tag's value may hold one.
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

// The keys of a map are whatever people call them; no element's name begins so.
const unspeakable = /<(\/?)(?=[\d-])/g

/** A document as the cloud writes it: a list is its element repeated for each item. */
export const toXml = (root: string, content: Record<string, unknown>): string =>
  `<?xml version="1.0" encoding="UTF-8"?>${written(builder.build({ [root]: content }))}`

const written = (text: string) => text.replace(unwritable, '\ufffd').replace(unspeakable, '<$1_')
