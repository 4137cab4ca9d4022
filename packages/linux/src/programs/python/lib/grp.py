import collections
from _accounts import entries_of, find

struct_group = collections.namedtuple('struct_group', 'gr_name gr_passwd gr_gid gr_mem')

def _values(parts):
    name, password, gid, members = parts
    return [name, password, int(gid), [member for member in members.split(',') if member]]

def getgrall():
    return entries_of('/etc/group', struct_group, _values)

def getgrnam(name):
    return find(getgrall(), 0, name, 'getgrnam(): name not found: ')

def getgrgid(gid):
    return find(getgrall(), 2, gid, 'getgrgid(): gid not found: ')
