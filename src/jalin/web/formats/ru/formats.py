"""Russian days without a year, with the name of the month as it stands in a date.

The letters are those of Django's `date` filter.
"""

MONTH_DAY_FORMAT = "j E"
