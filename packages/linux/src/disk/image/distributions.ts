/** What differs between the distributions, in the words of their own files. */
import type { DistributionName } from '../../distribution-name.ts'
import type { Entry } from '../entry.ts'
import { file, link } from './make.ts'

export interface Distribution {
  readonly family: 'debian' | 'redhat'
  readonly osRelease: string
  /** Shown above the login prompt of a console. */
  readonly issue: string
  /** Other files that name the version. */
  readonly releaseFiles: readonly Entry[]
}

const ubuntu = (version: string, name: string, pretty: string): Distribution => {
  const codename = name.split(' ')[0]?.toLowerCase()
  return {
    family: 'debian',
    osRelease: `PRETTY_NAME="Ubuntu ${pretty}"
NAME="Ubuntu"
VERSION_ID="${version}"
VERSION="${pretty} (${name})"
VERSION_CODENAME=${codename}
ID=ubuntu
ID_LIKE=debian
HOME_URL="https://www.ubuntu.com/"
SUPPORT_URL="https://help.ubuntu.com/"
BUG_REPORT_URL="https://bugs.launchpad.net/ubuntu/"
PRIVACY_POLICY_URL="https://www.ubuntu.com/legal/terms-and-policies/privacy-policy"
UBUNTU_CODENAME=${codename}
`,
    issue: `Ubuntu ${pretty} \\n \\l\n\n`,
    releaseFiles: [
      file('/etc/debian_version', version === '22.04' ? 'bookworm/sid\n' : 'trixie/sid\n'),
      file(
        '/etc/lsb-release',
        `DISTRIB_ID=Ubuntu
DISTRIB_RELEASE=${version}
DISTRIB_CODENAME=${codename}
DISTRIB_DESCRIPTION="Ubuntu ${pretty}"
`
      )
    ]
  }
}

const debian: Distribution = {
  family: 'debian',
  osRelease: `PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
NAME="Debian GNU/Linux"
VERSION_ID="12"
VERSION="12 (bookworm)"
VERSION_CODENAME=bookworm
ID=debian
HOME_URL="https://www.debian.org/"
SUPPORT_URL="https://www.debian.org/support"
BUG_REPORT_URL="https://bugs.debian.org/"
`,
  issue: 'Debian GNU/Linux 12 \\n \\l\n\n',
  releaseFiles: [file('/etc/debian_version', '12.6\n')]
}

const centos: Distribution = {
  family: 'redhat',
  osRelease: `NAME="CentOS Linux"
VERSION="7 (Core)"
ID="centos"
ID_LIKE="rhel fedora"
VERSION_ID="7"
PRETTY_NAME="CentOS Linux 7 (Core)"
ANSI_COLOR="0;31"
CPE_NAME="cpe:/o:centos:centos:7"
HOME_URL="https://www.centos.org/"
BUG_REPORT_URL="https://bugs.centos.org/"

CENTOS_MANTISBT_PROJECT="CentOS-7"
CENTOS_MANTISBT_PROJECT_VERSION="7"
REDHAT_SUPPORT_PRODUCT="centos"
REDHAT_SUPPORT_PRODUCT_VERSION="7"

`,
  issue: '\\S\nKernel \\r on an \\m\n\n',
  releaseFiles: [
    file('/etc/centos-release', 'CentOS Linux release 7.9.2009 (Core)\n'),
    link('/etc/redhat-release', 'centos-release'),
    link('/etc/system-release', 'centos-release')
  ]
}

const alibaba: Distribution = {
  family: 'redhat',
  osRelease: `NAME="Alibaba Cloud Linux"
VERSION="3 (OpenAnolis Edition)"
ID="alinux"
ID_LIKE="rhel fedora centos anolis"
VERSION_ID="3"
VARIANT="OpenAnolis Edition"
VARIANT_ID="openanolis"
ALINUX_MINOR_ID="2104"
ALINUX_UPDATE_ID="10"
PLATFORM_ID="platform:al8"
PRETTY_NAME="Alibaba Cloud Linux 3.2104 U10 (OpenAnolis Edition)"
ANSI_COLOR="0;31"
HOME_URL="https://www.aliyun.com/"
`,
  issue: '\\S\nKernel \\r on an \\m\n\n',
  releaseFiles: [
    file('/etc/alinux-release', 'Alibaba Cloud Linux release 3 (OpenAnolis Edition) \n'),
    link('/etc/redhat-release', 'alinux-release'),
    link('/etc/system-release', 'alinux-release')
  ]
}

export const distributions: Readonly<Record<DistributionName, Distribution>> = {
  'Alibaba-Cloud-Linux-3': alibaba,
  'Ubuntu-22.04': ubuntu('22.04', 'Jammy Jellyfish', '22.04.4 LTS'),
  'Ubuntu-24.04': ubuntu('24.04', 'Noble Numbat', '24.04 LTS'),
  'Debian-12': debian,
  'CentOS-7.9': centos
}
