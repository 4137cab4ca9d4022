/** What the private key of a key pair is saved as. Windows takes no colon in a name. */
export const keyFileOf = (keyPairName: string, format: 'PEM' | 'PPK' = 'PEM'): string =>
  `${keyPairName.replaceAll(':', '_')}.${format.toLowerCase()}`
