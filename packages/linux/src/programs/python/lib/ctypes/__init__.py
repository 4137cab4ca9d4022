# Enough to name types; there is no library to call.
class _Type:
    size = 8
    def __init__(self, value=None):
        self.value = value
def _type(name, size):
    return type(name, (_Type,), {'size': size})
for _name, _size in dict(c_bool=1, c_char=1, c_byte=1, c_ubyte=1, c_short=2, c_ushort=2, c_int=4, c_uint=4, c_int32=4,
                         c_uint32=4, c_long=8, c_ulong=8, c_longlong=8, c_ulonglong=8, c_int64=8, c_uint64=8, c_size_t=8,
                         c_ssize_t=8, c_time_t=8, c_float=4, c_double=8, c_char_p=8, c_wchar_p=8, c_void_p=8).items():
    globals()[_name] = _type(_name, _size)
class Structure:
    _fields_ = []
class Union:
    _fields_ = []
def sizeof(kind):
    return kind.size
def POINTER(kind):
    return _type('POINTER', 8)
class CDLL:
    def __init__(self, name=None, *_, **__):
        if name is not None:
            raise OSError(f'{name}: cannot open shared object file: No such file or directory')
class _Loader:
    LoadLibrary = CDLL
cdll = _Loader()
