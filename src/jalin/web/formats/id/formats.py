"""Indonesian dates with the whole name of the month, as CLDR has them; Django cuts it short.

The letters are those of Django's `date` filter.
"""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "H.i"
DATETIME_FORMAT = "j F Y, H.i"
SHORT_DATE_FORMAT = "d/m/Y"
SHORT_DATETIME_FORMAT = "d/m/Y H.i"
