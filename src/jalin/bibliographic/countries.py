"""Codes and names of countries to ISO 3166-1 alpha-2.

MARC Code List for Countries and MARC Code List for Geographic Areas (Library of Congress), current
and discontinued codes. A code of a state, province or former republic gives its country of today;
the Soviet Union, Yugoslavia and Czechoslovakia have no single one and keep their reserved ISO 3166
codes SU, YU and CS.
"""

from functools import cache, lru_cache

# MARC country code, then ISO 3166-1 alpha-2.
_COUNTRIES = """
aa AL ae DZ af AF ag AR ai AM aj AZ am AI an AD ao AO aq AG as AS at AU au AT aw AW ay AQ ba BH
bb BB bd BI be BE bf BS bg BD bh BZ bi IO bl BR bm BM bn BA bo BO bp SB br MM bs BW bt BT bu BG
bv BV bw BY bx BN ca BQ cb KH cc CN cd TD ce LK cf CG cg CD ch TW ci HR cj KY ck CO cl CL cm CM
cn CA co CW cp KI cq KM cr CR cs CS cu CU cv CV cw CK cx CF cy CY cz PA dk DK dm BJ dq DM dr DO
ea ER ec EC eg GQ em TL er EE es SV et ET fa FO fg GF fi FI fj FJ fk FK fm FM fp PF fr FR fs TF
ft DJ gb KI gd GD ge DE gg GG gh GH gi GI gl GL gm GM gn KI go GA gp GP gr GR gs GE gt GT gu GU
gv GN gw DE gy GY gz PS hk HK hm HM ho HN ht HT hu HU ic IS ie IE ii IN im IM io ID iq IQ ir IR
is IL it IT iv CI ja JP je JE ji UM jm JM jn SJ jo JO ke KE kg KG kn KP ko KR ku KW kv XK kz KZ
lb LR le LB lh LI li LT ln KI lo LS ls LA lu LU lv LV ly LY mc MC mf MU mg MG mh MO mj MS mk OM
ml ML mm MT mo ME mp MN mq MQ mr MA mu MR mv MD mw MW mx MX my MY mz MZ na CW ne NL ng NE nl NC
nm MP nn VU no NO np NP nq NI nr NG nu NR nw MP nx NF nz NZ ot YT pc PN pe PE pg GW ph PH pk PK
pl PL pn PA po PT pp PG pr PR pt TL pw PW py PY qa QA rb RS re RE rh ZW rm RO ru RU rw RW ry JP
sa ZA sb SJ sc BL sd SS se SC sf ST sg SN sh ES si SG sj SD sk IN sl SL sm SM sn SX so SO sp ES
sq SZ sr SR ss EH st MF su SA sw SE sx NA sy SY sz CH ta TJ tc TC tg TG th TH ti TN tk TM tl TK
to TO tr TT ts AE tu TR tv TV tz TZ ua EG uc UM ug UG ui GB uk GB un UA up UM ur SU us US uv BF
uy UY uz UZ vb VG vc VA ve VE vi VI vm VN vn VN vs VN wb DE wf WF wj PS wk UM ws WS xa CX xb CC
xc MV xd KN xe MH xf UM xh NU xj SH xk LC xl PM xm VC xn MK xo SK xr CZ xs GS xv SI ye YE ys YE
yu YU za ZM
air AM ajr AZ bwr BY err EE gsr GE kgr KG kzr KZ lir LT lvr LV mvr MD rur RU tar TJ tkr TM unr UA
uzr UZ xxr SU enk GB stk GB wlk GB nik GB uik GB xxk GB xxc CA xxu US pru PR
"""
_WORDS = _COUNTRIES.split()
MARC_COUNTRIES: dict[str, str] = dict(zip(_WORDS[0::2], _WORDS[1::2], strict=True))
# The third letter of a code of a state or province.
_STATES = {"u": "US", "c": "CA", "a": "AU"}
_PROVINCES = frozenset(
    [
        "abc",
        "bcc",
        "mbc",
        "nfc",
        "nkc",
        "nsc",
        "ntc",
        "nuc",
        "onc",
        "pic",
        "quc",
        "snc",
        "ykc",
        "aca",
        "qea",
        "tma",
        "vra",
        "wea",
        "xga",
        "xna",
        "xoa",
        "xra",
    ]
)

# Geographic areas whose two letters differ from the country's code, or are no country.
_AREAS = {"gx": "DE", "kr": "KR", "vt": "VN", "ur": "RU", "xs": "GS"}
_NO_COUNTRIES = frozenset(
    [
        "a-bn",
        "a-nw",
        "a-or",
        "a-sy-",
        "e-bi",
        "poci",
        "pogg",
        "posc",
        "posh",
        "posn",
        "poea",
        "popl",
        "pome",
        "pobn",
        "nwwi",
        "nwli",
        "nwsv",
    ]
)
_REGIONS = frozenset(["a-", "e-", "f-", "i-", "n-", "s-", "u-", "nc", "nw", "po", "ls", "ln"])

_FORMER = {
    "soviet union": "SU", "ussr": "SU", "ссср": "SU", "u.s.s.r": "SU", "russia": "RU",
    "russian federation": "RU", "российская федерация": "RU", "российская империя": "RU",
    "kazakh s.s.r": "KZ", "казахская сср": "KZ", "қазақ сср": "KZ",
    "казахстан республика": "KZ", "республика казахстан": "KZ", "kazakstan": "KZ",
    "qazaqstan": "KZ", "қазақстан республикасы": "KZ", "dutch east indies": "ID",
    "netherlands indies": "ID", "hindia belanda": "ID", "republik indonesia": "ID",
    "great britain": "GB", "england": "GB", "scotland": "GB",
    "united states of america": "US", "usa": "US", "сша": "US", "korea (south)": "KR",
    "korea (north)": "KP", "korea": "KR", "burma": "MM", "czech republic": "CZ",
    "holland": "NL", "turkey": "TR", "ivory coast": "CI", "vietnam": "VN", "laos": "LA",
    "syria": "SY", "iran": "IR", "taiwan": "TW", "moldavia": "MD", "kirghizstan": "KG",
    "киргизия": "KG", "белоруссия": "BY", "yugoslavia": "YU", "югославия": "YU",
    "czechoslovakia": "CS", "чехословакия": "CS", "germany (west)": "DE",
    "germany (east)": "DE", "china (republic : 1949-)": "TW",
}  # fmt: skip


def of_marc(code: str) -> str | None:
    """The country of a MARC country code of two or three letters (008/15-17, 044 $a)."""
    code = code.strip(" -#|\\").lower()
    if code in MARC_COUNTRIES:
        return MARC_COUNTRIES[code]
    if len(code) == 3 and code[2] in _STATES and (code[2] == "u" or code in _PROVINCES):
        return _STATES[code[2]]
    return None


def of_area(code: str) -> str | None:
    """The country of a geographic area code (043 $a), such as `a-kz---` or `n-us-ny`."""
    code = code.strip().lower()
    if code[:4] in ("awba", "awgz"):  # West Bank, Gaza Strip
        return "PS"
    if code[:2] not in _REGIONS or code[:4] in _NO_COUNTRIES:
        return None
    letters = code[2:4]
    return _AREAS.get(letters) or MARC_COUNTRIES.get(letters)


@cache
def _alpha2() -> frozenset[str]:
    import pycountry

    return frozenset(country.alpha_2 for country in pycountry.countries) | {"SU", "YU", "CS", "XK"}


def of_iso(code: str) -> str | None:
    """An ISO 3166-1 alpha-2 code as it stands (UNIMARC 102 $a), if there is such a one."""
    code = code.strip().upper()
    return code if code in _alpha2() else None


@cache
def _names() -> dict[str, str]:
    """Names in the four languages, casefolded, with forms that catalogues use."""
    from babel import Locale

    names: dict[str, str] = {}
    for language in ("en", "ru", "kk", "id"):
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code in _alpha2():
                names.setdefault(name.casefold(), code)
    return names | _FORMER


@lru_cache(maxsize=1 << 16)
def of_name(name: str) -> str | None:
    """The country with this name in English, Russian, Kazakh or Indonesian."""
    folded = name.strip(" .,").casefold()
    names = _names()
    return names.get(folded) or names.get(folded.split(" (")[0])
