"""Cross-script folding of names and titles: one name found in any script and spelling.

`tokens` splits a text into words, `keys` gives the keys by which two words agree. Modules: `words`
(splitting, scripts), `cyrillic`, `latin` and `arabic` (tables into the common alphabet), `folding`
(keys), `persons` (endings of names), `indonesian` and `kazakh` (spelling and stems), `romanisation`
(from ALA-LC back to Cyrillic), `bulk` (keys of columns of words).
"""

from jalin.script.folding import LIKELY, consonants, keys, similarity
from jalin.script.words import script_of, tokens

__all__ = ["LIKELY", "consonants", "keys", "script_of", "similarity", "tokens"]
