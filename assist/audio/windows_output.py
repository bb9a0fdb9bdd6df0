"""Which output Windows plays through. Written from Microsoft's documentation of the waveOut functions, not run."""

from __future__ import annotations

import ctypes

_MAPPER = 0xFFFFFFFF
_PREFERRED_GET = 0x2015  # DRVM_MAPPER_PREFERRED_GET


class _About(ctypes.Structure):
    """WAVEOUTCAPSW."""

    _fields_ = (
        ("maker", ctypes.c_uint16), ("product", ctypes.c_uint16), ("driver", ctypes.c_uint32),
        ("name", ctypes.c_wchar * 32), ("formats", ctypes.c_uint32), ("channels", ctypes.c_uint16),
        ("reserved", ctypes.c_uint16), ("support", ctypes.c_uint32),
    )  # fmt: skip


def default_output() -> str:
    """Its name, of which Windows gives 31 letters; empty where there is none."""
    windows = ctypes.windll.winmm  # type: ignore[attr-defined]
    number, status, about = ctypes.c_uint32(), ctypes.c_uint32(), _About()
    mapper = ctypes.c_void_p(_MAPPER)
    if windows.waveOutMessage(mapper, _PREFERRED_GET, ctypes.byref(number), ctypes.byref(status)):
        return ""
    if windows.waveOutGetDevCapsW(ctypes.c_size_t(number.value), ctypes.byref(about), ctypes.sizeof(about)):
        return ""
    name: str = about.name
    return name
