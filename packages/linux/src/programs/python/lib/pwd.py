import collections
from _accounts import entries_of, find

struct_passwd = collections.namedtuple('struct_passwd', 'pw_name pw_passwd pw_uid pw_gid pw_gecos pw_dir pw_shell')

def _values(parts):
    return [int(part) if at in (2, 3) else part for at, part in enumerate(parts)]

def getpwall():
    return entries_of('/etc/passwd', struct_passwd, _values)

def getpwnam(name):
    return find(getpwall(), 0, name, 'getpwnam(): name not found: ')

def getpwuid(uid):
    return find(getpwall(), 2, uid, 'getpwuid(): uid not found: ')
