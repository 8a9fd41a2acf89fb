"""Records beside the columns that they must give, named by what is difficult in them.

Where a case has both formats, both must give the same columns.
"""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Golden:
    name: str
    expected: dict[str, Any]  # these columns; what a case does not name is not looked at
    marc21: str = ""
    unimarc: str = ""
    absent: tuple[str, ...] = field(default=())  # columns that must be empty


def fixed(dates: str = "s1999    ", country: str = "kz ", language: str = "kaz") -> str:
    """A field 008 (MARC 21)."""
    return f"008 000114{dates}{country}           000 0 {language} d"


def general(dates: str = "d1999    ") -> str:
    """A field 100 (UNIMARC)."""
    return f"100 __ $a20000114{dates}u  y0rusy50      ca"


CASES = [
    Golden(
        "a plain book",
        marc21=f"""
            001 42
            003 KZ-AsNAB
            {fixed("s1977    ")}
            020 __ $a5-7667-4998-8 (pbk.) :$c2 r.
            041 0_ $akaz
            100 1_ $aӘуезов, Мұхтар,$d1897-1961.
            245 10 $aАбай жолы :$bроман-эпопея /$cМұхтар Әуезов ; суретші Е. Сидоркин.
            250 __ $a2-ші бас.
            260 __ $aАлматы :$b"Жазушы",$c1977.
            300 __ $a608 б. :$bил. ;$c21 см.
            650 _0 $aҚазақ әдебиеті$zҚазақстан.
            700 1_ $aСидоркин, Е.$b1930-$e, суретші.
            080 __ $a821.512.122-31
            """,
        unimarc=f"""
            001 42
            003 KZ-AsNAB
            010 __ $a5-7667-4998-8$bpbk.$d2 r.
            {general("d1977    ")}
            101 0_ $akaz
            102 __ $aKZ
            200 1_ $aАбай жолы$eроман-эпопея$fМұхтар Әуезов$gсуретші Е. Сидоркин
            205 __ $a2-ші бас.
            210 __ $aАлматы$cЖазушы$d1977
            215 __ $a608 б.$cил.$d21 см.
            606 0_ $aҚазақ әдебиеті$yҚазақстан
            675 __ $a821.512.122-31
            700 _1 $aӘуезов$bМ.$gМұхтар$f1897-1961
            702 _1 $aСидоркин$bЕ.$4440
            """,
        expected={
            "key": "KZ-AsNAB:42",
            "control_number": "42",
            "control_number_agency": "KZ-AsNAB",
            "encoding": "utf-8",
            "deleted": False,
            "record_type": "a",
            "bibliographic_level": "m",
            "title": "Абай жолы",
            "other_title_information": "роман-эпопея",
            "statement_of_responsibility": "Мұхтар Әуезов ; суретші Е. Сидоркин",
            "persons": ["Әуезов, Мұхтар", "Сидоркин, Е."],
            "edition": "2-ші бас",
            "places": ["Алматы"],
            "publishers": ["Жазушы"],
            "country": "KZ",
            "year": 1977,
            "year_certain": True,
            "extent": "608 б.",
            "pages": 608,
            "isbns": ["9785766749981"],
            "languages": ["kk"],
            "scripts": ["Cyrl"],
            "subjects": ["Қазақ әдебиеті -- Қазақстан"],
            "subject_countries": ["KZ"],
            "classifications": ["udc:821.512.122-31"],
        },
        absent=("vernacular_title", "year_end", "volume", "bodies", "series", "part_number"),
    ),
    Golden(
        "a linked title in the original script",
        marc21=f"""
            001 1
            {fixed("s2000    ", "kz ", "rus")}
            100 1_ $6880-01$aKolesnikova, Z. M.
            245 10 $6880-02$aSerdt︠s︡etvorenii︠a︡ :$bvecher /$cZ. Kolesnikova.
            260 __ $6880-03$aAlmaty :$bI︠U︡nost',$c2000.
            490 1_ $6880-04$aMolodye golosa ;$vvyp. 3
            700 1_ $aAbdu, A.
            880 1_ $6100-01/(N$aКолесникова, З. М.
            880 10 $6245-02/(N$aСердцетворения :$bвечер /$cЗ. Колесникова.
            880 __ $6260-03/(N$aАлматы :$bЮность,$c2000.
            880 1_ $6490-04/(N$aМолодые голоса ;$vвып. 3
            """,
        expected={
            "title": "Serdt︠s︡etvorenii︠a︡",
            "other_title_information": "vecher",
            "statement_of_responsibility": "Z. Kolesnikova",
            "vernacular_title": "Сердцетворения",
            "vernacular_other_title_information": "вечер",
            "vernacular_statement_of_responsibility": "З. Колесникова",
            "persons": ["Kolesnikova, Z. M.", "Колесникова, З. М.", "Abdu, A."],
            "places": ["Almaty", "Алматы"],
            "publishers": ["I︠U︡nost'", "Юность"],
            "series": ["Molodye golosa", "Молодые голоса"],
            "series_numbers": ["vyp. 3", "вып. 3"],
            "scripts": ["Latn", "Cyrl"],
            "year": 2000,
        },
        absent=("volume", "parallel_titles"),
    ),
    Golden(
        "linked fields without a link",
        marc21=f"""
            001 1
            {fixed("s2000    ", "kz ", "rus")}
            100 1_ $aKolesnikova, Z. M.
            245 10 $aSerdt︠s︡etvorenii︠a︡ :$bvecher /$cZ. Kolesnikova.
            260 __ $aAlmaty :$bI︠U︡nost',$c2000.
            880 1_ $aКолесникова, З. М.
            880 10 $aСердцетворения :$bвечер /$cЗ. Колесникова.
            880 __ $aАлматы :$bЮность,$c2000.
            """,
        expected={
            "title": "Serdt︠s︡etvorenii︠a︡",
            "vernacular_title": "Сердцетворения",
            "vernacular_other_title_information": "вечер",
            "vernacular_statement_of_responsibility": "З. Колесникова",
            "persons": ["Kolesnikova, Z. M.", "Колесникова, З. М."],
            "places": ["Almaty", "Алматы"],
            "publishers": ["I︠U︡nost'", "Юность"],
            "scripts": ["Latn", "Cyrl"],
        },
    ),
    Golden(
        "a link under a wrong subfield code",
        marc21=f"""
            001 1
            {fixed()}
            110 1_ $6880-01$aSoviet Union.$bGlavnoe arkhivnoe upravlenie.
            245 10 $6880-02$aArkhivy.
            880 1_ $7110-01/(N$aSoviet Union.$bГлавное архивное управление.
            880 10 $6245-02/(N$aАрхивы.
            """,
        expected={
            "title": "Arkhivy",
            "vernacular_title": "Архивы",
            "bodies": [
                "Soviet Union. Glavnoe arkhivnoe upravlenie",
                "Soviet Union. Главное архивное управление",
            ],
        },
    ),
    Golden(
        "a title in the linked field alone",
        marc21="""
            001 1
            880 10 $6245-00/(N$aАрхивы.
            """,
        expected={"title": "Архивы", "vernacular_title": "Архивы", "scripts": ["Cyrl"]},
        absent=("year", "year_certain", "country", "languages", "extent", "pages"),
    ),
    Golden(
        "parallel titles",
        marc21=f"""
            001 1
            {fixed("s1999    ", "kz ", "kaz")}
            041 0_ $akazrus
            245 10 $aБілім туралы =$bОб образовании : закон = On education /$cҚазақстан.
            246 31 $aОб образовании
            246 3_ $aБілім
            """,
        unimarc=f"""
            001 1
            {general()}
            101 0_ $akaz$arus
            102 __ $aKZ
            200 1_ $aБілім туралы$dОб образовании$dOn education$fҚазақстан
            510 1_ $aОб образовании
            517 1_ $aБілім
            """,
        expected={
            "title": "Білім туралы",
            "parallel_titles": ["Об образовании", "On education"],
            "variant_titles": ["Білім"],
            "statement_of_responsibility": "Қазақстан",
            "languages": ["kk", "ru"],
        },
        absent=("other_title_information",),
    ),
    Golden(
        "a translation with its original",
        marc21=f"""
            001 1
            {fixed("s1960    ", "ru ", "rus")}
            041 1_ $arus$hkaz
            240 10 $aАбай жолы.$lRussian
            245 10 $aПуть Абая /$cперевод с казахского.
            """,
        unimarc=f"""
            001 1
            {general("d1960    ")}
            101 1_ $arus$ckaz
            102 __ $aRU
            200 1_ $aПуть Абая$fперевод с казахского
            454 _1 $12001_$aАбай жолы$1700_1$aӘуезов$bМ.
            500 10 $aАбай жолы$mрус.
            """,
        expected={
            "title": "Путь Абая",
            "original_title": "Абай жолы",
            "uniform_title": "Абай жолы",
            "languages": ["ru"],
            "original_languages": ["kk"],
            "year": 1960,
        },
        absent=("persons",),
    ),
    Golden(
        "a collective uniform title is no original",
        marc21=f"""
            001 1
            {fixed()}
            041 1_ $akaz$hrus
            240 10 $aPoems.$kSelections.$lKazakh
            245 10 $aӨлеңдер.
            """,
        expected={"uniform_title": "Poems", "original_languages": ["ru"]},
        absent=("original_title",),
    ),
    Golden(
        "a volume of a set",
        marc21=f"""
            001 1
            {fixed("s2002    ", "ru ", "rus")}
            245 10 $aТуризм.$nТ. 3, кн. 5,$pПланирование.
            300 __ $a477,[1] с.
            """,
        unimarc=f"""
            001 1
            {general("d2002    ")}
            101 0_ $arus
            102 __ $aRU
            200 0_ $aТ. 3$hкн. 5$iПланирование
            215 __ $a477,[1] с.
            461 _0 $1001RU\\NLR\\bibl\\318976$12001_$aТуризм$vТ. 3
            """,
        expected={
            "title": "Туризм",
            "part_number": "Т. 3, кн. 5",
            "part_name": "Планирование",
            "volume": "3.5",
            "extent": "477,[1] с.",
            "pages": 477,
            "languages": ["ru"],
        },
        absent=("series",),
    ),
    Golden(
        "a volume with a title of its own",
        unimarc=f"""
            001 1
            {general("d2002    ")}
            200 1_ $aПьесы$f[Коммент. С. Поварцова]
            461 _0 $12001_$aСобрание сочинений$vТ. 2
            """,
        expected={
            "title": "Пьесы",
            "statement_of_responsibility": "Коммент. С. Поварцова",
            "series": ["Собрание сочинений"],
            "volume": "2",
        },
        absent=("part_number", "series_numbers"),
    ),
    Golden(
        "a volume told by the end of the title",
        marc21=f"""
            001 1
            {fixed("m19999999", "ru ", "rus")}
            245 10 $aLegkiĭ tank T-26. Chastʹ 1 /$cM. Kolomiet︠s︡.
            300 __ $av. <1> :$bill.
            """,
        expected={
            "title": "Legkiĭ tank T-26. Chastʹ 1",
            "volume": "1",
            "year": 1999,
            "extent": "v. <1>",
        },
        absent=("pages", "year_end"),
    ),
    Golden(
        "all elements in one subfield",
        marc21=f"""
            001 1
            {fixed("s1980    ", "io ", "ind")}
            245 00 $aLaskar pelangi : sebuah novel / Andrea Hirata
            260 __ $aJakarta : Bentang, 1980
            """,
        expected={
            "title": "Laskar pelangi",
            "other_title_information": "sebuah novel",
            "statement_of_responsibility": "Andrea Hirata",
            "country": "ID",
            "languages": ["id"],
        },
    ),
    Golden(
        "an imprint of brackets and of nothing known",
        marc21=f"""
            001 1
            {fixed("q19701979", "io ", "ind")}
            245 00 $a[Kumpulan puisi] :$b[naskah] /$c[disusun oleh Anu].
            260 __ $a[S.l. :$bs.n.,$c197-?]
            260 __ $a[Jakarta :$bPustaka Jaya]
            """,
        unimarc=f"""
            001 1
            {general("f19701979")}
            101 0_ $aind
            102 __ $aID
            200 1_ $a[Kumpulan puisi]$e[naskah]$f[disusun oleh Anu]
            210 __ $a[S.l.]$c[s.n.]$d197-?
            210 __ $a[Jakarta]$c[Pustaka Jaya]
            """,
        expected={
            "title": "Kumpulan puisi",
            "other_title_information": "naskah",
            "statement_of_responsibility": "disusun oleh Anu",
            "places": ["Jakarta"],
            "publishers": ["Pustaka Jaya"],
            "year": 1970,
            "year_end": 1979,
            "year_certain": False,
        },
    ),
    Golden(
        "nothing known, in Russian",
        marc21=f"""
            001 1
            {fixed("s19uu    ", "ru ", "rus")}
            245 00 $aСборник
            260 __ $a[Б. м.] :$b[б. и.],$c[19--]
            """,
        expected={"year": 1900, "year_certain": False, "country": "RU"},
        absent=("places", "publishers", "year_end"),
    ),
    Golden(
        "the year only in words",
        marc21="""
            001 1
            008 000114|||||||||xx            000 0 ind d
            245 00 $aKitab
            260 __ $aSingapura :$bSulaiman Marʻi,$c1352 [1933 or 1934]
            """,
        expected={"year": 1933, "year_certain": True, "languages": ["id"]},
        absent=("country", "year_end"),
    ),
    Golden(
        "production, distribution and copyright in RDA",
        marc21=f"""
            001 1
            {fixed("t20162015", "ru ", "rus")}
            245 00 $aТекст
            264 _1 $aМосква :$bАСТ,$c[2016]
            264 _2 $aМинск :$bРаспространитель
            264 _4 $c©2015
            """,
        expected={"places": ["Москва"], "publishers": ["АСТ"], "year": 2016, "year_certain": True},
        absent=("year_end",),
    ),
    Golden(
        "works in parts over years",
        marc21=f"""
            001 1
            {fixed("m20002012", "ru ", "rus")}
            020 __ $a582430016X (set)
            020 __ $a5824300178 (t. 1)
            020 __ $a9785824300178 (t. 1)
            020 __ $a5824300179 (t. 2)
            245 00 $aНаселение России :$bв 3 томах.
            260 __ $aМосква :$bРОССПЭН,$c2000-2012.
            300 __ $a3 v. (xii, 465, [2] p.) ;$c22 cm.
            """,
        expected={
            "year": 2000,
            "year_end": 2012,
            "year_certain": True,
            "isbns": ["9785824300161", "9785824300178"],
            "pages": 465,
        },
        absent=("volume",),
    ),
    Golden(
        "bodies, meetings and names with numbers",
        marc21=f"""
            001 1
            {fixed()}
            100 0_ $aJohn Paul$bII,$cPope,$d1920-2005.
            245 00 $aX.
            710 1_ $aKazakhstan.$bZhogharghy Soty.$bPlenum.
            711 2_ $aSeminar Sehari$d(1998 :$cMedan, Indonesia)
            720 __ $aAbai
            """,
        expected={
            "persons": ["John Paul II", "Abai"],
            "bodies": ["Kazakhstan. Zhogharghy Soty. Plenum", "Seminar Sehari"],
        },
    ),
    Golden(
        "obsolete countries and languages",
        marc21=f"""
            001 1
            {fixed("s1970    ", "kzr", "scr")}
            041 0_ $ascr$akaz$aund
            043 __ $aa-kz---$ae-ur---
            245 00 $aX.
            651 _0 $aIndonesia$xHistory.
            651 _0 $aSoviet Union.
            650 _0 $aLaw$zUnited States.
            """,
        expected={
            "country": "KZ",
            "languages": ["hr", "kk"],
            "subject_countries": ["KZ", "RU", "ID", "SU", "US"],
            "subjects": ["Law -- United States", "Indonesia -- History", "Soviet Union"],
        },
    ),
    Golden(
        "non-sorting marks, decomposed letters, double spaces",
        marc21=f"""
            001 1
            {fixed()}
            245 04 $a\u0098The\u009c  Ke\u0308ln =$bE\u0301tude.
            """,
        expected={"title": "The Këln", "parallel_titles": ["Étude"]},
    ),
    Golden(
        "identifiers that are wrong, classifications with a scheme",
        marc21=f"""
            001 1
            {fixed()}
            020 __ $a1234567890
            020 __ $zabc
            022 __ $a0028-0836
            022 __ $a0028-0837
            050 00 $aPG3482.7.L359$bZ87 2000
            082 04 $a894/.345$222
            084 __ $a84(5Каз)$2rubbk
            245 00 $aX.
            """,
        unimarc=f"""
            001 1
            {general()}
            010 __ $a1234567890
            011 __ $a0028-0836
            011 __ $a0028-0837
            200 1_ $aX
            676 __ $a894.345$v22
            680 __ $aPG3482.7.L359$bZ87 2000
            686 __ $a84(5Каз)$2rubbk
            """,
        expected={
            "issns": ["0028-0836"],
            "classifications": ["ddc:894.345", "lcc:PG3482.7.L359", "bbk:84(5Каз)"],
        },
        absent=("isbns",),
    ),
    Golden(
        "two authors' works without a common title",
        unimarc=f"""
            001 1
            {general()}
            200 1_ $aУездное$aМы$e[Романы]$fЕ. Замятин
            700 _1 $aЗамятин$bЕ. И.$gЕвгений Иванович
            701 _1 $aАсимов$b, Айзек
            """,
        expected={
            "title": "Уездное",
            "variant_titles": ["Мы"],
            "other_title_information": "Романы",
            "persons": ["Замятин, Евгений Иванович", "Асимов, Айзек"],
        },
    ),
    Golden(
        "a record of nothing",
        marc21="001 7",
        unimarc="001 7",
        expected={"key": "7", "control_number": "7"},
        absent=("title", "persons", "year", "year_certain", "languages", "scripts", "country"),
    ),
]
