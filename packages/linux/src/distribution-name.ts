/** The distributions that a server can have. */
export const distributionNames = [
  'Alibaba-Cloud-Linux-3',
  'Ubuntu-22.04',
  'Ubuntu-24.04',
  'Debian-12',
  'CentOS-7.9'
] as const
export type DistributionName = (typeof distributionNames)[number]
