import { XMLBuilder } from 'fast-xml-parser'

const builder = new XMLBuilder({ suppressEmptyNode: false })

// XML 1.0 can't express these characters, not even escaped. The value of a tag may hold one.
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

// The keys of a map can be any text. An XML element's name can't begin like this.
const unspeakable = /<(\/?)(?=[\d-])/g

/** An XML document in the cloud's form: a list is one element for each item. */
export const toXml = (root: string, content: Record<string, unknown>): string =>
  `<?xml version="1.0" encoding="UTF-8"?>${written(builder.build({ [root]: content }))}`

const written = (text: string) => text.replace(unwritable, '\ufffd').replace(unspeakable, '<$1_')
