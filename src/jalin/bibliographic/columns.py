"""The normalised columns: what is compared, found and counted, the same for MARC 21 and UNIMARC.

One row per readable record. A text is stripped of ISBD punctuation at its ends and is NFC. Where a
record gives an element in two scripts (field and linked 880), list columns hold both forms and the
`vernacular_` columns the 880 form of a single one. A missing text is null; a list is never null.
"""

import pyarrow as pa

_texts = pa.list_(pa.string())

SCHEMA = pa.schema(
    [
        # -- the record
        pa.field("key", pa.string(), nullable=False),  # 003+001, or 001, or SHA-256 of the bytes
        pa.field("control_number", pa.string()),  # 001
        pa.field("control_number_agency", pa.string()),  # 003
        pa.field("offset", pa.int64(), nullable=False),  # in the (decompressed) file
        pa.field("length", pa.int64(), nullable=False),  # bytes as supplied
        pa.field("format", pa.string(), nullable=False),  # marc21 | unimarc
        pa.field("encoding", pa.string(), nullable=False),  # as found
        pa.field("deleted", pa.bool_(), nullable=False),  # leader/05 = d
        pa.field("record_type", pa.string()),  # leader/06
        pa.field("bibliographic_level", pa.string()),  # leader/07
        # -- title and statement of responsibility
        pa.field("title", pa.string()),  # title proper
        pa.field("other_title_information", pa.string()),
        pa.field("part_number", pa.string()),
        pa.field("part_name", pa.string()),
        pa.field("statement_of_responsibility", pa.string()),
        pa.field("vernacular_title", pa.string()),
        pa.field("vernacular_other_title_information", pa.string()),
        pa.field("vernacular_statement_of_responsibility", pa.string()),
        pa.field("parallel_titles", _texts),
        pa.field("variant_titles", _texts),
        pa.field("uniform_title", pa.string()),
        pa.field("original_title", pa.string()),
        pa.field("persons", _texts),  # "Surname, Forename", main first, then added; no dates
        pa.field("bodies", _texts),  # corporate bodies and meetings
        # -- edition, publication, extent, series
        pa.field("edition", pa.string()),
        pa.field("places", _texts),
        pa.field("publishers", _texts),
        pa.field("country", pa.string()),  # ISO 3166-1 alpha-2, of publication
        pa.field("year", pa.int16()),  # the first year of publication
        pa.field("year_end", pa.int16()),  # the last, of works in parts
        pa.field("year_certain", pa.bool_()),  # False for 19--, 197?, [1975?]
        pa.field("extent", pa.string()),  # 300 $a as it stands
        pa.field("pages", pa.int32()),  # the largest arabic page count in it
        pa.field("series", _texts),
        pa.field("series_numbers", _texts),
        pa.field("volume", pa.string()),  # folded number of the volume or part: "2", "1-3"
        # -- identifiers
        pa.field("isbns", _texts),  # valid ones, as ISBN-13
        pa.field("issns", _texts),  # valid ones, NNNN-NNNN
        # -- what it is about and in
        pa.field("languages", _texts),  # BCP 47 primary subtags: kk, id, ru
        pa.field("scripts", _texts),  # ISO 15924 of title and responsibility: Latn, Cyrl, Arab
        pa.field("original_languages", _texts),  # of a translation
        pa.field("subjects", _texts),
        pa.field("subject_countries", _texts),  # ISO 3166-1 alpha-2 that the record is about
        pa.field("classifications", _texts),  # "ddc:894.345", "udc:...", "lcc:..."
    ]
)
