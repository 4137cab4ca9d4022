import type { DistributionName } from '../distribution-name.ts'

interface Kernel {
  readonly release: string
  readonly version: string
}

/** The kernel that each distribution had in the middle of 2024. */
const kernels: Readonly<Record<DistributionName, Kernel>> = {
  'Alibaba-Cloud-Linux-3': { release: '5.10.134-16.3.al8.x86_64', version: '#1 SMP Tue Mar 26 19:11:25 CST 2024' },
  'Ubuntu-22.04': { release: '5.15.0-113-generic', version: '#123-Ubuntu SMP Mon Jun 10 08:16:17 UTC 2024' },
  'Ubuntu-24.04': {
    release: '6.8.0-40-generic',
    version: '#40-Ubuntu SMP PREEMPT_DYNAMIC Fri Jul  5 10:34:03 UTC 2024'
  },
  'Debian-12': { release: '6.1.0-23-amd64', version: '#1 SMP PREEMPT_DYNAMIC Debian 6.1.99-1 (2024-07-15)' },
  'CentOS-7.9': { release: '3.10.0-1160.119.1.el7.x86_64', version: '#1 SMP Tue Jun 4 14:43:51 UTC 2024' }
}

export const kernelOf = (distribution: DistributionName): Kernel => kernels[distribution]
