"""Sound: decoding, encoding, players."""

import base64

from . import _core
from ._core import Waveform, read_audio, write_audio

__all__ = ["Waveform", "read_audio", "write_audio", "player"]


def player(waveform):
    """The waveform as an HTML audio player, 16-bit WAV inside."""
    data = base64.b64encode(_core.wav_bytes(waveform)).decode()
    return f'<audio controls src="data:audio/wav;base64,{data}"></audio>'


def _html(self):
    channels = "one channel" if self.num_channels == 1 else f"{self.num_channels} channels"
    return f"{self.seconds:.2f} s, {self.sample_rate} Hz, {channels}<br>{player(self)}"


def _repr(self):
    return f"Waveform({self.num_channels} x {self.num_frames}, {self.sample_rate} Hz)"


Waveform._repr_html_ = _html
Waveform.__repr__ = _repr
