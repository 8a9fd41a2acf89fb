"""Texts to fold: of each script, of the letters that rules look at, and of anything."""

from hypothesis import strategies as st

LETTERS = "abcdefghijklmnopqrstuvwxyz"
WORDS = st.one_of(
    st.from_regex(r"[a-z0-9]{1,9}", fullmatch=True),
    st.text(alphabet="aeiouyvwfgnjsktcxhd'", min_size=1, max_size=9),
    st.text(alphabet="ivxlcdm", min_size=1, max_size=6),
    st.text(alphabet=LETTERS + "čšžĭıäöüâûýñōëʹ'’ʺ\ufe20\ufe21\u0361", min_size=1, max_size=9),
    st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюяәғқңөұүһіЁѣ'-", min_size=1, max_size=10),
    st.text(alphabet="ғқәүңгшажнр", min_size=1, max_size=10),
    st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويئؤءةى،ـًّ\u200f", min_size=1, max_size=9),
    st.text(alphabet="سياۇۋۆڭەكڤڠڽݢچگدوان", min_size=1, max_size=8),
    st.text(min_size=1, max_size=6),
)
ENDINGS = st.sampled_from(
    ["ov", "evna", "ovs", "ina", "skaia", "tskii", "naia", "uly", "kyzy", "оглы", "off", "ўна"]
)
TEXTS = st.one_of(
    WORDS,
    st.tuples(WORDS, ENDINGS).map("".join),
    st.lists(WORDS, max_size=3).map("".join),
    st.lists(WORDS, max_size=4).map(" ".join),
    st.text(alphabet="абқһзшщ aäbcjoeuwxyzʹ'’`-\ufe20\ufe21\u0301ĭſßİ中ابی\0\n|", max_size=30),
    st.text(max_size=30),
)
