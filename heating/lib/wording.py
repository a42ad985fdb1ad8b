"""Text in both languages of the product."""

from typing import Literal

import msgspec

Language = Literal["zh", "en"]


class Text(msgspec.Struct, frozen=True):
    zh: str
    en: str

    def in_language(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en
