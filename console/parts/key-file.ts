/** The file name of a private key. Windows allows no colon in it. */
export const keyFileOf = (keyPairName: string, format: 'PEM' | 'PPK' = 'PEM'): string =>
  `${keyPairName.replaceAll(':', '_')}.${format.toLowerCase()}`
