/**
 * Whether an AccessKeyId looks like one of the real cloud: `LTAI` with 12 to 26 more characters, or of temporary
 * credentials `STS.` with 20 or more (as the cloud's own examples are, read 2026-11).
 */
export const looksReal = (accessKeyId: string): boolean =>
  /^(LTAI[0-9A-Za-z]{12,26}|STS\.[0-9A-Za-z]{20,})$/.test(accessKeyId)
