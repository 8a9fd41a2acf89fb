"""Dossiers: whatever two institutions agree on goes the same way, and that way is here.

    draft > proposed > (agreed, to be signed) > in force > completed or terminated
                     > rejected or withdrawn

The terms of a version are canonical JSON (RFC 8785); parties approve its SHA-256 digest. A kind of
dossier (`contracts`) brings the schema of its terms and what happens when it comes in force or
ends.
"""
