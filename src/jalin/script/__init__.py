"""Cross-script folding of names and titles: one name found in any script and spelling.

`tokens` splits a text into words, `keys` gives the keys by which two words agree.
"""

from jalin.script.folding import keys
from jalin.script.words import script_of, tokens

__all__ = ["keys", "script_of", "tokens"]
