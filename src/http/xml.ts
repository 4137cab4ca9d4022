import { XMLBuilder } from 'fast-xml-parser'

const builder = new XMLBuilder({ suppressEmptyNode: false })

/** A document as the cloud writes it: a list is its element repeated for each item. */
export const toXml = (root: string, content: Record<string, unknown>): string =>
  `<?xml version="1.0" encoding="UTF-8"?>${builder.build({ [root]: content })}`
